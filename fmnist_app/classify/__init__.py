"""Answers from the shipped networks, without TensorFlow: what it is, how sure, is it clothing."""

from fmnist_app.classify.answer import Answer, Classifier
from fmnist_app.classify.shipped import available, default_name, load

__all__ = ["Answer", "Classifier", "available", "default_name", "load"]
