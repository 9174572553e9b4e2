"""What every room needs: errors, paths, versions, files written whole, a process's memory."""
