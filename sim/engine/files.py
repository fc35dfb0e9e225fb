"""Files: the one door to Parquet, with checksums that are verified on reading; and what a run saves."""

from pathlib import Path

import pandas as pd

from sim.ground.compiled import fingerprint
from sim.ground.errors import InputError
from sim.scenario.files import put
from sim.scenario.written import scenario_yaml

TABLES = ("periods", "errors", "shoppers", "visits", "touchpoints", "staff", "stores", "tickets", "situation", "replications",
          "channels", "why", "why_by_zone", "ratings", "control", "centre", "holdout", "posts")


def save_result(result, folder: Path) -> list[Path]:
    """Write a result into `folder`; returns the paths."""
    tables = {name: getattr(result, name) for name in TABLES}
    text = scenario_text(result.scenario, result.seed, max(len(result.replications), 1))
    written = [put(folder / "scenario.yaml", lambda to: to.write_text(text, "utf-8"))]
    written += [write_table(table, folder / f"{name}.parquet") for name, table in tables.items() if table is not None]
    summary = result.summary.rename("value").rename_axis("measure").to_frame()
    if len(result.replications) > 1:
        summary["standard_error"] = result.replications.sem()
    if result.holdout_error:
        written.append(write_holdout_error(result.holdout_error, folder))
    written += [result.profile(uid).save(folder) for uid in result.scenario.engine.profiles]
    written.append(put(folder / "summary.csv", lambda to: summary.to_csv(to, lineterminator="\n")))
    return written


def write_holdout_error(error: dict[str, float], folder: Path) -> Path:
    """Write the error of the predicted shopping days, household by household, beside the benchmark."""
    table = pd.Series(error, name="value").rename_axis("measure").to_frame()
    return put(folder / "holdout_error.csv", lambda to: table.to_csv(to, lineterminator="\n"))


def scenario_text(scenario, seed: int, replications: int) -> str:
    """The scenario as YAML under a comment that says with which seed and by which code it was run."""
    return (f"# seed={seed}, replications={replications}, code {fingerprint()}\n{scenario_yaml(scenario)}")


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
