"""What every room needs: errors, paths, versions, numbers as words, files written whole, memory."""
