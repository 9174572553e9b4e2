"""What several pages show: answers, networks to choose, pictures and how they were prepared."""
