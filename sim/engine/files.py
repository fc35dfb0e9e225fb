"""Files: the one door to Parquet. Everything is written aside and moved, with checksums that are verified on reading."""

import os
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from sim.ground.errors import InputError
from sim.scenario.written import scenario_yaml

TABLES = ("periods", "shoppers", "visits", "touchpoints", "staff", "replications", "channels", "why", "why_by_zone", "holdout")


def save_result(result, folder: Path) -> list[Path]:
    """Write a result into `folder`; returns the paths."""
    tables = {name: getattr(result, name) for name in TABLES}
    written = [put(folder / "scenario.yaml", lambda to: to.write_text(scenario_yaml(result.scenario), "utf-8"))]
    written += [write_table(table, folder / f"{name}.parquet") for name, table in tables.items() if table is not None]
    summary = result.summary.rename("value").rename_axis("measure").to_frame()
    if len(result.replications) > 1:
        summary["standard_error"] = result.replications.sem()
    written.append(put(folder / "summary.csv", lambda to: summary.to_csv(to, lineterminator="\n")))
    return written


def write_table(table: pd.DataFrame, path: Path) -> Path:
    """Write a table as Parquet: zstd, byte-stream split for floats, page checksums."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    arrow = pa.Table.from_pandas(table, preserve_index=table.index.name is not None)
    floats = [field.name for field in arrow.schema if pa.types.is_floating(field.type)]
    return put(path, lambda to: pq.write_table(
        arrow, to, compression="zstd", write_page_checksum=True, use_byte_stream_split=floats or False,
        use_dictionary=[field.name for field in arrow.schema if field.name not in floats] or False))


def read_table(path: Path | str) -> pd.DataFrame:
    """Read a table that `write_table` wrote; InputError if it is damaged or no Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    try:
        return pq.read_table(path, page_checksum_verification=True).to_pandas()
    except (OSError, pa.ArrowException) as fault:
        raise InputError(f"{path} cannot be read: {fault}. Run it again; a damaged file is never used.") from None


def put(path: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a file aside and move it to `path`; InputError if the folder cannot be written."""
    aside = path.with_name(f"_{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write(aside)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as fault:
        raise InputError(f"{path.parent} cannot be written ({fault.strerror or fault}); give another folder, for "
                         "instance hydra.run.dir=my_results") from None
    return path
