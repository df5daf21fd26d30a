"""The commands of `ncp cohort`: many towns and many mentors assigned at once, from a workbook into a workbook."""

from pathlib import Path

import click

from dashboard.command import Commands
from dashboard.settings import Settings


@click.group(cls=Commands)
def cohort() -> None:
    """Assign mentors to many towns at once: as many towns as can be have one, and the fits together are the best.

    Example: ncp cohort assign cohort.xlsx -o pairs.xlsx
    """


@cohort.command()
@click.option("-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False), required=True)
def template(path: Path) -> None:
    """Write a workbook to fill in: towns with their needs, mentors with the towns that each may have.

    Example: ncp cohort template -o cohort.xlsx
    """
    from dashboard.cohort_workbook import template
    from dashboard.formats import writing

    with writing(path):
        path.write_bytes(template())
    click.echo(f"Written: {path}", err=True)


@cohort.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--output", "path", type=click.Path(path_type=Path, dir_okay=False), help="Write to this .xlsx.")
@click.pass_obj
def assign(config: Settings, file: Path, path: Path | None) -> None:
    """Assign the mentors of a workbook to its towns; towns without a mentor are listed with the reason.

    Example: ncp cohort assign cohort.xlsx -o pairs.xlsx
    """
    from functools import partial

    from dashboard.city_names import city_names
    from dashboard.cohort_workbook import ALONE, PAIRS, alone_rows, cohort, pair_rows, take, workbook
    from dashboard.formats import writing
    from dashboard.peers import material, need_of, side_of
    from dashboard.review import desk_of
    from dashboard.terminal import embedded, show
    from graph.help_known import known_mentors

    release, endpoint = config.workspace.current(), embedded(config)
    found = material(endpoint, release, int(str(release.manifest["created"])[:4]))
    names = city_names(endpoint)
    records = known_mentors(desk_of(config.workspace, config.get("desk")), names.called)
    towns, offers = take(file, names, records)
    made = cohort(towns, offers, partial(side_of, endpoint, found), partial(need_of, found), found.field, records)
    if path is not None:
        with writing(path):
            path.write_bytes(workbook(made, offers, names))
        click.echo(f"Written: {path}", err=True)
    else:
        show(PAIRS, pair_rows(made), "table", None)
        show(ALONE, alone_rows(made), "table", None)
    click.echo(f"{len(made.placed)} of {len(towns)} towns have a mentor", err=True)


COMMANDS = (cohort,)
