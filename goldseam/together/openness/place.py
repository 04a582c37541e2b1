from goldseam.together.openness.words import words
from goldseam.together.places import Place

PLACE = Place(50, "openness", words().title, words().say)
