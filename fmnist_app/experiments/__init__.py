"""The study: the same networks trained over and over from different seeds, to see what is chance.

`study.run` loads TensorFlow; reading a study does not.
"""

from fmnist_app.experiments.file import SHIPPED, ExperimentError, SeedExperiment, read_study

__all__ = ["SHIPPED", "ExperimentError", "SeedExperiment", "read_study"]
