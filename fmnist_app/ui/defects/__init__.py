"""The Defects page: good pieces of one style are remembered, and what differs is marked."""
