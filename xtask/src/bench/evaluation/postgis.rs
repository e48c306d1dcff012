//! PostGIS's side: the same files, the best index found for each question, asked in a loop within the server so that
//! neither a line nor a client counts. A function's statement is prepared, its plan kept.
//!
//! A row is a stretch: a site or a leg of a movement. In force: one table; all versions: another, with the
//! range of words for which each is known. Boxes in place reach as far as anything of the row does, so that the index needs
//! no distance; windows and heights are ranges beside them in one GiST index.

use super::super::postgres::Postgres;
use super::{Answers, Times};
use crate::workload::Workload;
use crate::workload::files::{write_notifications, write_questions};
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::time::Duration;

/// A server that has memory for all of it, and one process that answers.
pub(super) const SETTINGS: &[&str] = &[
    "shared_buffers=3GB",
    "effective_cache_size=8GB",
    "maintenance_work_mem=1GB",
    "work_mem=64MB",
    "max_parallel_workers_per_gather=0",
    "max_parallel_maintenance_workers=2",
    "random_page_cost=1.1",
    "fsync=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
];

/// Geodesics, with the index over envelope, window and heights.
pub(super) const GEODESIC: &str =
    "select array_agg(distinct s.word order by s.word) into found from stretch s
 where s.envelope && q.envelope and s.valid && q.valid and s.heights && q.heights
 and st_dwithin(s.place, q.place, s.reach + q.reach, true)";

/// Distances in a plane, where those are clear: within two thousandths and what straight lines stray from geodesics.
pub(super) const PLANE: &str =
    "select array_agg(distinct s.word order by s.word) into found from stretch s
 where s.flat_envelope && q.flat_envelope and s.valid && q.valid and s.heights && q.heights
 and st_distance(s.flat, q.flat) <= (s.reach + q.reach) * 1.002 + 20
 and (st_distance(s.flat, q.flat) <= (s.reach + q.reach) * 0.998 - 20
      or st_dwithin(s.place, q.place, s.reach + q.reach, true))";

/// As [`GEODESIC`], of all versions, as known after some words.
pub(super) const AS_OF: &str = "select array_agg(distinct s.word order by s.word) into found from version s
 where s.envelope && q.envelope and s.valid && q.valid and s.known @> q.known and s.heights && q.heights
 and st_dwithin(s.place, q.place, s.reach + q.reach, true)";

/// A plane in which no length of the theatre is off by more than two thousandths.
const PLANE_SYSTEM: &str =
    "+proj=lcc +lat_1=33 +lat_2=36.5 +lat_0=34.75 +lon_0=39 +ellps=WGS84 +units=m +no_defs";

/// Envelopes reach outward by degrees that are longer than the lengths anywhere in the theatre, and by as much as a leg bulges.
const ENVELOPE: &str = "st_expand(g, r / 90000 * 1.0 + 0.002, r / 110000 + 0.002)";

/// A filled server.
pub(super) struct PostGis {
    postgres: Postgres,
    /// Stretches in force.
    pub(super) rows: u64,
    /// Table and index of what is in force, for question (a).
    pub(super) bytes: u64,
}

fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Writes the workload's files into a folder.
pub(super) fn write_files(
    workload: &Workload,
    questions: u32,
    folder: &Path,
) -> Result<(), String> {
    let create = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let mut out = create("notifications.csv").map_err(text)?;
    write_notifications(workload, &mut out).map_err(text)?;
    out.flush().map_err(text)?;
    let mut out = create("questions.csv").map_err(text)?;
    write_questions(workload, questions, &mut out).map_err(text)?;
    out.flush().map_err(text)
}

impl PostGis {
    /// Takes the files in and packs the indexes.
    pub(super) fn fill(
        postgres: Postgres,
        workload: &Workload,
        questions: u32,
    ) -> Result<Self, String> {
        let folder = postgres.folder().to_owned();
        write_files(workload, questions, &folder)?;
        let file = |name: &str| folder.join(name).display().to_string();
        postgres.sql(&format!(
            "insert into spatial_ref_sys (srid, auth_name, auth_srid, proj4text) values (900914, 'bench', 1, '{PLANE_SYSTEM}');
             create unlogged table told (notification int, version int, part int, kind text, known_from bigint, known_to bigint, start_s bigint, end_s bigint,
               lower_m float8, upper_m float8, reach_m float8, precision_m float8, buffer_m float8, place text);
             create unlogged table asked (question int, start_s bigint, end_s bigint, lower_m float8, upper_m float8, reach_m float8, buffer_m float8, known_at bigint, place text);
             copy told from '{}' csv header; copy asked from '{}' csv header",
            file("notifications.csv"),
            file("questions.csv")
        ))?;
        let heights = "int4range((lower_m * 10)::int, (upper_m * 10)::int, '[]')";
        let drawn = |columns: &str, from: &str| {
            format!(
                "select {columns}, r as reach, g::geography as place, {ENVELOPE} as envelope, st_transform(g, 900914) as flat,
                   st_expand(st_transform(g, 900914), r * 1.002 + 40) as flat_envelope,
                   int8range(start_s, end_s) as valid, {heights} as heights from {from}"
            )
        };
        let told = "(select *, st_geomfromtext(place, 4326) as g, reach_m + precision_m + buffer_m as r from told where kind <> 'nil') as t";
        let asked = "(select *, st_geomfromtext(place, 4326) as g, reach_m + buffer_m as r from asked) as t";
        postgres.sql(&format!(
            "create table version as {};
             create table stretch as select * from version where upper_inf(known);
             create table question as {};
             create table answer (question int, micros float8, found bigint[])",
            drawn(
                "known_from as word, int8range(known_from, known_to) as known",
                told
            ),
            drawn("question, known_at - 1 as known", asked),
        ))?;
        for index in [
            "create index by_envelope on stretch using gist (envelope, valid, heights)",
            "create index by_flat on stretch using gist (flat_envelope, valid, heights)",
            "create index by_known on version using gist (envelope, valid, known)",
            "vacuum analyze stretch",
            "vacuum analyze version",
            "vacuum analyze question",
        ] {
            postgres.sql(index)?;
        }
        let number = |sql: &str| postgres.sql(sql)?.trim().parse::<u64>().map_err(text);
        let rows = number("select count(*) from stretch")?;
        // Without what only the other questions need.
        let bytes = number(
            "select (select sum(pg_column_size(word) + pg_column_size(reach) + pg_column_size(place) + pg_column_size(valid) + pg_column_size(heights)
               + pg_column_size(envelope) + 28)::bigint from stretch) + pg_relation_size('by_envelope')",
        )?;
        Ok(Self {
            postgres,
            rows,
            bytes,
        })
    }

    /// Asks every question twice, the first time for the caches: how long each took, and the words found.
    pub(super) fn ask(&self, question: &str) -> Result<(Times, Answers), String> {
        let worked = "split_part(pg_read_file('/proc/self/schedstat', 0, 64), ' ', 1)";
        let all = format!(
            "do $$ declare q record; began timestamptz; found bigint[];
             begin for q in select * from question order by question loop
               began := clock_timestamp();
               {question};
               insert into answer values (q.question, extract(epoch from clock_timestamp() - began) * 1e6, found);
             end loop; end $$"
        );
        let printed = self.postgres.sql(&format!(
            "set jit = off; {all}; truncate answer;
             select {worked}; {all}; select {worked};
             select micros, coalesce(array_to_string(found, ' '), '') from answer order by question"
        ))?;
        let mut lines = printed.lines().filter(|line| !line.is_empty());
        let mut worked_ns = Vec::new();
        let (mut each, mut answers) = (Vec::new(), Vec::new());
        for line in &mut lines {
            let Some((micros, found)) = line.split_once('|') else {
                worked_ns.push(line.trim().parse::<u64>().map_err(text)?);
                continue;
            };
            let micros: f64 = micros.parse().map_err(text)?;
            each.push(Duration::from_secs_f64(micros / 1e6));
            let words: Result<Vec<u64>, _> = found.split_whitespace().map(str::parse).collect();
            answers.push(words.map_err(text)?);
        }
        let [before, after] = worked_ns[..] else {
            return Err("the server did not say how long it worked".to_owned());
        };
        let worked = Duration::from_nanos(after.saturating_sub(before));
        self.postgres.sql("truncate answer")?;
        Ok((Times::new(each, worked), answers))
    }
}
