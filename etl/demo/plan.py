"""A plan of the fictional province, to try taking plans in with; its words are our own."""

from importlib.resources import files

#: What the file is called when it is taken along.
EXAMPLE_NAME = "云岭省示例规划.txt"
EXAMPLE = files("etl.demo").joinpath("fictional", "example_plan.txt").read_bytes()
