"""Where the time of a tick goes: the schedule's own `tick`, with the processor's clock read after every step.

The body of `sim.engine.schedule.tick` is compiled again with a lap after each call, so that the steps run on real days
as they do in the engine, inlined and in their order. Reading the clock costs some ten nanoseconds a step.
"""

import ast
import inspect
import textwrap

import numpy as np
from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from sim.engine import schedule
from sim.ground.rules import rule


@intrinsic
def processor_cycles(typing_context):
    """The processor's cycle counter, int64."""
    def code(context, builder, signature, arguments):
        counter = builder.module.declare_intrinsic("llvm.readcyclecounter", fnty=ir.FunctionType(ir.IntType(64), []))
        return builder.call(counter, [])
    return types.int64(), code


@rule
def lap(laps, k):
    """Add the cycles since the last lap to `laps[k]`; the last entry of `laps` is the time of the last lap."""
    now = processor_cycles()
    laps[k] += now - laps[-1]
    laps[-1] = now


def with_laps():
    """Names of the steps, and `run_day` with one more argument laps (int64 [steps + 2]); compiles for ten seconds."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(schedule.tick.py_func)))
    function = tree.body[0]
    function.decorator_list = []
    function.args.args.append(ast.arg("laps"))
    names, body = [], [ast.parse("lap(laps, 0)").body[0]]
    for statement in function.body:
        body.append(statement)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            names.append(statement.value.func.id)
            body.append(ast.parse(f"lap(laps, {len(names)})").body[0])
    function.body = body
    run = inspect.getsource(schedule.run_day.py_func).replace("seed, p)", "seed, p, laps)").replace("@step\n", "")
    scope = {**vars(schedule), "lap": lap}
    fast = njit(nogil=True, error_model="numpy", forceinline=True, _nrt=False)
    exec(compile(ast.fix_missing_locations(tree), "tick with laps", "exec"), scope)
    scope["tick"] = fast(scope["tick"])
    exec(compile(run, "run_day with laps", "exec"), scope)
    return names, fast(scope["run_day"])


def shares_by_step(store_days: list) -> dict[str, float]:
    """Share of the time of ticks by step, largest first, over store-days that have not begun; sums to 1."""
    names, run_day = with_laps()
    total = np.zeros(len(names) + 2, dtype=np.int64)
    for day in store_days:
        laps = np.zeros(len(names) + 2, dtype=np.int64)
        run_day(0, day.day, day.key, day.floor.rules, laps)
        total += laps
    cycles = total[1:-1]
    order = np.argsort(-cycles, kind="stable")
    return {names[k]: float(cycles[k] / cycles.sum()) for k in order}
