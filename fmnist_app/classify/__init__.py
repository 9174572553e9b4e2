"""Answers from the shipped networks, without TensorFlow: what it is, how sure, is it clothing."""

from fmnist_app.classify.answer import Answer, Answering
from fmnist_app.classify.shipped import available, default_name, load, load_plain

__all__ = ["Answer", "Answering", "available", "default_name", "load", "load_plain"]
