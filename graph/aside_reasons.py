"""Why rows that were read were not taken, where no city came of their names."""

NOT_FOUND = "no city of this name is known"
SEVERAL = "several cities could be meant"
REGION_ONLY = "the source names a region only"
REJECTED = "people decided that no city is meant"
