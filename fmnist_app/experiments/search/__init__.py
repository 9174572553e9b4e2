"""A search for good settings: Optuna proposes them, an executor tries them, chance is told apart.

`coordinator` loads Optuna and `cluster` Dask, in a process of their own; reading a search loads
neither.
"""
