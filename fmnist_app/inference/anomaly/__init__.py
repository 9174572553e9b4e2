"""Anomalies: what differs in a picture from all the good ones of its style, and by how much."""
