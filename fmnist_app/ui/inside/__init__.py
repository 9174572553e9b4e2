"""The Inside page: a picture's way through a network, and what speaks for the answer."""
