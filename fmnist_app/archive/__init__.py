"""Runs that leave the server and come back: an archive of files, and what is taken from one.

An archive is made by `archive.write` and read by `archive.read`. It comes from anywhere, so nothing
in it is believed: sizes, names and every value are checked. Networks come back as plain arrays; a
model file, which could hold code, is never opened.
"""
