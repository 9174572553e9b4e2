"""The Data page: what stands in the data set, and what stands in it twice."""
