"""Reads a safetensors file by the format's published description, with nothing but Python's standard library, and prints what is in it as JSON.

The format: 8 bytes, the header's length as an unsigned little-endian integer; the header, a JSON
object that starts with "{" and may end in spaces, of tensor names with dtype, shape and data_offsets (relative to the end of the header),
and "__metadata__" with texts by name; then the data, row-major and little-endian, without holes.
"""
import array
import json
import struct
import sys

CODES = {"F32": "f", "U8": "B"}


def main(path):
    with open(path, "rb") as file:
        content = file.read()
    (length,) = struct.unpack_from("<Q", content)
    text = content[8:8 + length]
    assert len(text) == length and text.startswith(b"{"), "the header"
    header = json.loads(text)
    metadata = header.pop("__metadata__", {})
    assert all(isinstance(value, str) for value in metadata.values()), "metadata that is not text"
    data = content[8 + length:]
    tensors = []
    end = 0
    for name, entry in sorted(header.items(), key=lambda item: item[1]["data_offsets"]):
        begin, stop = entry["data_offsets"]
        assert begin == end, f"{name} does not begin where the tensor before it ends"
        end = stop
        values = array.array(CODES[entry["dtype"]], data[begin:stop])
        if sys.byteorder == "big":
            values.byteswap()
        count = 1
        for side in entry["shape"]:
            count *= side
        assert len(values) == count, f"{name} has not the values of its shape"
        assert begin % values.itemsize == 0, f"{name} is not aligned"
        tensors.append({"name": name, "dtype": entry["dtype"], "shape": entry["shape"], "sum": sum(values), "nonzero": sum(value != 0 for value in values)})
    assert end == len(data), "bytes that belong to no tensor"
    json.dump({"metadata": metadata, "tensors": tensors}, sys.stdout)


main(sys.argv[1])
