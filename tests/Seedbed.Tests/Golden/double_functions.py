"""Writes double_functions.txt: ln, sin and cos at a few hundred doubles, computed with 600 bits (Python, mpmath 1.3).

A line is: function, bits of the argument, bits of the correctly rounded value, bits of (true value - that value) rounded to double.
"""
import random
import struct
import sys
from mpmath import mp, mpf, cos, log, pi, sin

mp.prec = 600
PICK = random.Random(20240607)


def bits(x):
    return struct.unpack("<Q", struct.pack("<d", x))[0]


def double(b):
    return struct.unpack("<d", struct.pack("<Q", b))[0]


def neighbours(x, reach):
    return [double(bits(x) + j) for j in range(-reach, reach + 1)]


def single(x):
    return struct.unpack("<f", struct.pack("<f", x))[0]


def unit():
    return PICK.getrandbits(52) * 2.0**-52


# The doubles up to 1e8 that lie within 2^-52 of a multiple k*pi/2, k > 0, found by going through every k.
HARDEST = [float.fromhex(h) for h in """
0x1.6c6cbc45dc8dep+5 0x1.6c6cbc45dc8dep+6 0x1.b951f1572eba5p+23 0x1.6c6cbc45dc8dep+7 0x1.b951f1572eba5p+24
0x1.6c6cbc45dc8dep+8 0x1.b951f1572eba5p+25 0x1.6c6cbc45dc8dep+9 0x1.6c6cbc45dc8dep+10 0x1.6c6cbc45dc8dep+11
0x1.39c6fd67805a7p+18 0x1.9eb7148f354d6p+20 0x1.921fb54442d18p+0 0x1.6c6cbc45dc8dep+12 0x1.39c6fd67805a7p+19
0x1.9eb7148f354d6p+21 0x1.921fb54442d18p+1 0x1.67e57cdd4dc54p+15 0x1.6c6cbc45dc8dep+13 0x1.39c6fd67805a7p+20
0x1.635e3d74befcap+14 0x1.2d97c7f3321d2p+2 0x1.4456bdcf64b08p+24 0x1.9eb7148f354d6p+22 0x1.d3ecce1f28274p+22
0x1.1726926f7c621p+25 0x1.683c41e3558e3p+26
""".split()]

logs = [max(unit(), 1e-7) for _ in range(100)]
logs += [double(PICK.randrange(0x0010 << 48, 0x7FF0 << 48)) for _ in range(40)]
logs += neighbours(1.0, 4) + neighbours(0.5**0.5, 3) + neighbours(2**0.5, 3)
logs += [1 + s * 2.0**-k for k in range(2, 52, 3) for s in (1, -1)]
logs += [0.5, 2.0, 1e-7, double(0x0010 << 48), double((0x7FF0 << 48) - 1)]

angles = [6.283185307179586 * unit() for _ in range(100)] + HARDEST
angles += [float((k + mpf(1) / 2) * pi / 2) for k in (PICK.randrange(63661976) for _ in range(30))]
angles += [float(k * pi / 2) for k in list(range(1, 9)) + [PICK.randrange(63661976) for _ in range(20)]]
angles += [single(PICK.uniform(-1e7, 1e7)) for _ in range(40)] + [PICK.uniform(-1e8, 1e8) for _ in range(40)]
angles += [unit() * 2.0 ** -PICK.randrange(1000) for _ in range(20)] + [0.0, 1e8, -1e8, 1e-7]

# Where the largest errors were measured on random arguments.
logs += [float.fromhex(h) for h in """
0x1.706794527b74bp-1 0x1.630d9f946ab7dp-1 0x1.6642526c1aa0fp-1 0x1.6a0cade36ebfbp-1 0x1.696fa29b1d493p+0
0x1.6d8284d2d61cfp-1 0x1.79bacd228468bp+0 0x1.6794e12ef7497p-1 0x1.6a12a8e54c7b7p-1 0x1.65d492ae3c98bp+0
""".split()]
angles += [float.fromhex(h) for h in """
0x1.f930b009f4314p+1 0x1.f5cf31e5bef21p+1 0x1.63aa99d0b663fp+26 -0x1.c195140d2ffd4p+24 0x1.fe1bf8p+22 0x1.16a236p+23
0x1.a0c8a986f554p-1 0x1.85638863d9d95p-1 0x1.8edbb23b0987dp+25 0x1.9fc517d82ef92p+25 0x1.5ebb16c8091b8p+2
0x1.2e9a102320f48p+1 -0x1.7e6434e3c0b1bp+25 0x1.dad486ba923e6p+25 0x1.79f782p+21 -0x1.12aa96p+20 0x1.a78ee50e2e9c5p-1
0x1.86d4a1a84d026p-1 0x1.147032ae1c6e8p+26 0x1.5a9e58bc89cbcp+26
""".split()]


def line(name, function, x):
    true = function(mpf(x))
    value = float(true)  # mpmath rounds to nearest even
    return "%s %016x %016x %016x\n" % (name, bits(x), bits(value), bits(float(true - mpf(value))))


with open(sys.argv[1], "w", newline="\n") as out:
    out.writelines(line("log", log, x) for x in logs)
    out.writelines(line("sin", sin, x) for x in angles)
    out.writelines(line("cos", cos, x) for x in angles)
