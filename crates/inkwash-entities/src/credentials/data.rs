//! Databases and data services.

use super::proof::Proof;
use super::{Row, holding, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "DATABRICKS_TOKEN",
        "Databricks personal access token",
        "Databricks Documentation, \"Personal access tokens\"",
        &[led("dapi", "h{32}-9"), led("dapi", "h{32}")],
    ),
    row(
        "PLANETSCALE_TOKEN",
        "PlanetScale service token",
        "PlanetScale Documentation, \"Service tokens\"",
        &[led("pscale_tkn_", "t{32,64}")],
    ),
    row(
        "PLANETSCALE_OAUTH_TOKEN",
        "PlanetScale OAuth token",
        "PlanetScale Documentation, \"Service tokens\"",
        &[led("pscale_oauth_", "t{32,64}")],
    ),
    row(
        "PLANETSCALE_PASSWORD",
        "PlanetScale database password",
        "PlanetScale Documentation, \"Connection strings\"",
        &[led("pscale_pw_", "t{32,64}")],
    ),
    row("NEON_KEY", "Neon API key", "Neon Docs, \"Manage API keys\"", &[led("napi_", "l{64}")]),
    row("SUPABASE_TOKEN", "Supabase access token", "Supabase Docs, \"Management API\"", &[led("sbp_", "h{40}")]),
    row(
        "SUPABASE_SECRET_KEY",
        "Supabase secret key",
        "Supabase Docs, \"Understanding API keys\"",
        &[led("sb_secret_", "t{31,40}")],
    ),
    row(
        "MONGODB_ATLAS_SECRET",
        "MongoDB Atlas service account secret",
        "MongoDB Atlas, \"Service accounts\"",
        &[led("mdb_sa_sk_", "t{40}")],
    ),
    row(
        "COCKROACH_KEY",
        "CockroachDB Cloud API key",
        "CockroachDB Cloud Docs, \"Managing service accounts\"",
        &[led("CCDB1_", "w{22}_w{40}")],
    ),
    row(
        "CLICKHOUSE_KEY",
        "ClickHouse Cloud API key secret",
        "ClickHouse Docs, \"Managing API keys\"",
        &[led("4b1d", "w{38}").proof(Proof::Mixed)],
    ),
    row(
        "INFLUXDB_TOKEN",
        "InfluxDB API token",
        "InfluxData Documentation, \"Manage tokens\"",
        &[named("INFLUX", "t{86}=="), named("influx", "t{86}=="), named("Influx", "t{86}==")],
    )
    .columns(&["influxdb token", "influx token"]),
    row(
        "ELASTIC_KEY",
        "Elastic API key",
        "Elastic Docs, \"Elastic API keys\"",
        &[
            led("essu_", "s{60,200}={0,2}"),
            named("ELASTIC_", "s{58,60}={0,2}"),
            named("elastic_", "s{58,60}={0,2}"),
            named("ELASTICSEARCH", "s{58,60}={0,2}"),
            named("elasticsearch", "s{58,60}={0,2}"),
        ],
    )
    .columns(&["elastic api key", "elasticsearch api key"]),
    row(
        "CONFLUENT_SECRET",
        "Confluent Cloud API secret",
        "Confluent Documentation, \"Use API keys\"",
        &[
            led("cflt", "s{60}").proof(Proof::Mixed),
            named("confluent", "s{64}"),
            named("CONFLUENT", "s{64}"),
            named("Confluent", "s{64}"),
        ],
    )
    .columns(&["confluent api secret", "confluent secret"]),
    row(
        "ALGOLIA_KEY",
        "Algolia API key",
        "Algolia Documentation, \"API keys\"",
        &[named("algolia", "h{32}"), named("ALGOLIA", "h{32}"), named("Algolia", "h{32}")],
    )
    .columns(&["algolia api key", "algolia admin key"]),
    row(
        "FAUNA_SECRET",
        "Fauna secret",
        "Fauna Documentation, \"Secrets\"",
        &[led("fnA", "t{37,60}").proof(Proof::Mixed)],
    ),
    row("XATA_KEY", "Xata API key", "Xata Documentation, \"Generate an API key\"", &[led("xau_", "w{40,60}")]),
    row(
        "HASURA_SECRET",
        "Hasura admin secret",
        "Hasura Docs, \"Securing the GraphQL endpoint\"",
        &[named("hasura", "w{64}"), named("HASURA", "w{64}"), named("Hasura", "w{64}")],
    )
    .columns(&["hasura admin secret"]),
    row(
        "DBT_TOKEN",
        "dbt platform token",
        "dbt Docs, \"Authentication tokens\"",
        &[led("dbtc_", "t{34,60}"), led("dbtu_", "t{34,60}"), led("dbts_", "t{34,60}")],
    ),
    row(
        "PREFECT_KEY",
        "Prefect Cloud API key",
        "Prefect Docs, \"Manage API keys\"",
        &[led("pnu_", "w{36}"), led("pnb_", "w{36}")],
    ),
    row(
        "DATASTAX_TOKEN",
        "DataStax Astra token",
        "DataStax Docs, \"Manage application tokens\"",
        &[led("AstraCS:", "w{24}:h{64}")],
    ),
    row(
        "UPSTASH_TOKEN",
        "Upstash Redis REST token",
        "Upstash Documentation, \"REST API\"",
        &[
            named("upstash", "w{40,140}={0,2}"),
            named("UPSTASH", "w{40,140}={0,2}"),
            named("Upstash", "w{40,140}={0,2}"),
        ],
    )
    .columns(&["upstash redis rest token"]),
    row(
        "MAPBOX_SECRET_TOKEN",
        "Mapbox secret access token",
        "Mapbox Docs, \"Access tokens\"",
        &[led("sk.eyJ", "t{60,200}.t{22}")],
    ),
    row(
        "MAXMIND_KEY",
        "MaxMind licence key",
        "MaxMind Developer, \"License keys\"",
        &[holding("w{6}_w{29}", "_mmk", "")],
    ),
    row(
        "SNOWFLAKE_TOKEN",
        "Snowflake programmatic access token",
        "Snowflake Documentation, \"Programmatic access tokens\"",
        &[
            named("snowflake", "<ver:>9-<hint:>9{1,20}-<ETMsDgAAA>s{100,400}={0,2}"),
            named("SNOWFLAKE", "<ver:>9-<hint:>9{1,20}-<ETMsDgAAA>s{100,400}={0,2}"),
            named("Snowflake", "<ver:>9-<hint:>9{1,20}-<ETMsDgAAA>s{100,400}={0,2}"),
        ],
    )
    .columns(&["snowflake token"]),
    row(
        "FIVETRAN_SECRET",
        "Fivetran API secret",
        "Fivetran Documentation, \"REST API authentication\"",
        &[named("fivetran", "w{32}"), named("FIVETRAN", "w{32}"), named("Fivetran", "w{32}")],
    )
    .columns(&["fivetran api secret"]),
    row(
        "RAPIDAPI_KEY",
        "RapidAPI key",
        "Rapid Docs, \"API keys\"",
        &[
            named("rapidapi", "w{10}<msh>w{15}<p1>w{6}<jsn>w{12}"),
            named("RAPIDAPI", "w{10}<msh>w{15}<p1>w{6}<jsn>w{12}"),
            named("Rapidapi", "w{10}<msh>w{15}<p1>w{6}<jsn>w{12}"),
            named("X-RapidAPI", "w{10}<msh>w{15}<p1>w{6}<jsn>w{12}"),
            named("x-rapidapi", "w{10}<msh>w{15}<p1>w{6}<jsn>w{12}"),
        ],
    )
    .columns(&["rapidapi key"]),
    row(
        "SHODAN_KEY",
        "Shodan API key",
        "Shodan Developer, \"API\"",
        &[named("shodan", "w{32}"), named("SHODAN", "w{32}"), named("Shodan", "w{32}")],
    )
    .columns(&["shodan api key"]),
    row(
        "VIRUSTOTAL_KEY",
        "VirusTotal API key",
        "VirusTotal Docs, \"Authentication\"",
        &[named("virustotal", "h{64}"), named("VIRUSTOTAL", "h{64}"), named("Virustotal", "h{64}")],
    )
    .columns(&["virustotal api key"]),
    row(
        "CENSYS_SECRET",
        "Censys API secret",
        "Censys Docs, \"Authentication\"",
        &[named("censys", "w{32}"), named("CENSYS", "w{32}"), named("Censys", "w{32}")],
    )
    .columns(&["censys api secret"]),
    row("APIFY_TOKEN", "Apify API token", "Apify Documentation, \"API integration\"", &[led("apify_api_", "w{36}")]),
    row(
        "IPINFO_TOKEN",
        "IPinfo token",
        "IPinfo Developers, \"Authentication\"",
        &[named("ipinfo", "h{14}"), named("IPINFO", "h{14}"), named("Ipinfo", "h{14}")],
    )
    .columns(&["ipinfo token"]),
    row(
        "FINNHUB_KEY",
        "Finnhub API key",
        "Finnhub, \"API documentation\"",
        &[named("finnhub", "l{20}"), named("FINNHUB", "l{20}"), named("Finnhub", "l{20}")],
    )
    .columns(&["finnhub api key"]),
    row(
        "NYTIMES_KEY",
        "New York Times API key",
        "NYT Developer, \"Get started\"",
        &[named("nytimes", "w{32}"), named("NYTIMES", "w{32}"), named("Nytimes", "w{32}")],
    )
    .columns(&["nytimes api key"]),
    row(
        "BITLY_TOKEN",
        "Bitly access token",
        "Bitly Developer, \"Authentication\"",
        &[named("bitly", "h{40}"), named("BITLY", "h{40}"), named("Bitly", "h{40}")],
    )
    .columns(&["bitly token", "bitly access token"]),
    row(
        "MAPS_HERE_KEY",
        "HERE API key",
        "HERE Documentation, \"API keys\"",
        &[named("HERE_API", "t{43}"), named("here_api", "t{43}"), named("hereApi", "t{43}")],
    )
    .columns(&["here api key"]),
];
