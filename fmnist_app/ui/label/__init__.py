"""The Label page: a delivery comes in, is labelled, looked through, and taken along."""
