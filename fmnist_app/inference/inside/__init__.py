"""Inside a network: what its layers make of a picture, and which parts of it speak for a class."""
