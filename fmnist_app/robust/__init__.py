"""Networks for people's own pictures, trained from Fashion-MNIST's training pictures alone."""
