"""The Compare page in parts: networks beside each other, on the same test pictures."""
