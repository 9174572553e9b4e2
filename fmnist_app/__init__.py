"""Fashion-MNIST Lab: train two small convolutional networks and see what they learn."""
