"""Writes layer_arguments.json: the arguments of Keras's layers and their defaults, read from Keras's source without running it.

    python layer_arguments.py KERAS > layer_arguments.json     # KERAS: a checkout of keras-team/keras
"""

import ast
import json
import pathlib
import re
import sys

# Not in Keras 3's keras.layers, and how Keras 2.15 or keras.applications declares them; names under which keras.layers has a class too; models, whose configuration is none of their arguments.
RETIRED = {"ThresholdedReLU": {"required": [], "defaults": {"theta": 1.0}}, "Model": {"required": [], "defaults": {}}}
RETIRED |= {name: {"required": [], "defaults": {}} for name in ("ClassMethod", "SlicingOpLambda", "TFOpLambda", "TensorFlowOpLayer")}
RETIRED |= {"LayerScale": {"required": ["init_values", "projection_dim"], "defaults": {}}, "StochasticDepth": {"required": ["drop_path_rate"], "defaults": {}}}
RETIRED |= {"CustomScaleLayer": {"required": ["scale"], "defaults": {}}}
ALIASES = {"GroupQueryAttention": "GroupedQueryAttention"}
MODELS = {"Functional": {"required": ["layers", "input_layers", "output_layers"], "defaults": {}}, "Sequential": {"required": ["layers"], "defaults": {}}}
OF_EVERY_LAYER = {"name", "dtype", "trainable"}


def classes(root):
    """Every class of keras.layers by its name, the first of two."""
    found = {}
    for path in sorted((root / "keras/src/layers").rglob("*.py")):
        if not path.name.endswith("_test.py"):
            constants = {}
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Constant):
                    constants.setdefault(node.targets[0].id, node.value.value)
                if isinstance(node, ast.ClassDef):
                    found.setdefault(node.name, (node, constants))
    return found


def arguments(name, found):
    """The arguments of the constructor that a class has or inherits."""
    node, constants = found[name]
    own = [each for each in node.body if isinstance(each, ast.FunctionDef) and each.name == "__init__"]
    if not own:
        bases = [base.id if isinstance(base, ast.Name) else base.attr for base in node.bases]
        return next((arguments(base, found) for base in bases if base in found and base != "Layer"), {"required": [], "defaults": {}})
    signature = own[0].args
    names = [each.arg for each in signature.args[1:] + signature.kwonlyargs]
    values = [None] * (len(signature.args) - 1 - len(signature.defaults)) + signature.defaults + signature.kw_defaults
    pairs = [(key, value) for key, value in zip(names, values) if key not in OF_EVERY_LAYER]
    return {
        "required": [key for key, value in pairs if value is None],
        "defaults": {key: constants[value.id] if isinstance(value, ast.Name) else ast.literal_eval(value) for key, value in pairs if value is not None},
    }


root = pathlib.Path(sys.argv[1])
found = classes(root)
exported = {name for name, (node, _) in found.items() if any("keras.layers." in ast.unparse(each) for each in node.decorator_list)}
table = {name: arguments(name, found) for name in (exported - {"Layer", "InputSpec"}) | {"IndexLookup"}} | {alias: arguments(name, found) for alias, name in ALIASES.items()} | RETIRED | MODELS
version = re.search(r'__version__ = "(.+)"', (root / "keras/src/version.py").read_text()).group(1)
lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(table[name])}" for name in sorted(table))
print(f'{{"keras": "{version}", "layers": {{\n{lines}\n}}}}')
