"""Answers from trained networks, without TensorFlow: what it is, how sure, is it clothing."""

from fmnist_app.inference.classifier import Answer, Answering

__all__ = ["Answer", "Answering"]
