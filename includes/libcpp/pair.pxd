# pair alone, for code that cimports it from here.
from libcpp.utility cimport pair
