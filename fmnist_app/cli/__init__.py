"""The commands of `python -m fmnist_app`, one module each."""
