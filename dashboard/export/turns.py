"""Files are made by few at a time: each takes memory while it is made, so others wait for their turn."""

from threading import BoundedSemaphore

#: Held while one file is made.
TURNS = BoundedSemaphore(2)
