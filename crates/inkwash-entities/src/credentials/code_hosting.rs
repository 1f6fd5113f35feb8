//! Code hosting, continuous integration and package registries.

use super::proof::Proof;
use super::{Row, holding, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "GITHUB_PERSONAL_TOKEN",
        "GitHub personal access token (classic)",
        "GitHub Docs, \"About authentication to GitHub\", token formats",
        &[led("ghp_", "w{36}").proof(Proof::Base62Crc)],
    ),
    row(
        "GITHUB_OAUTH_TOKEN",
        "GitHub OAuth access token",
        "GitHub Docs, \"About authentication to GitHub\", token formats",
        &[led("gho_", "w{36}").proof(Proof::Base62Crc)],
    ),
    row(
        "GITHUB_APP_USER_TOKEN",
        "GitHub App user access token",
        "GitHub Docs, \"About authentication to GitHub\", token formats",
        &[led("ghu_", "w{36}").proof(Proof::Base62Crc)],
    ),
    row(
        "GITHUB_APP_INSTALLATION_TOKEN",
        "GitHub App installation access token",
        "GitHub Docs, \"About authentication to GitHub\", token formats",
        &[led("ghs_", "w{36}").proof(Proof::Base62Crc)],
    ),
    row(
        "GITHUB_REFRESH_TOKEN",
        "GitHub App refresh token",
        "GitHub Docs, \"About authentication to GitHub\", token formats",
        &[led("ghr_", "w{76}").proof(Proof::Base62Crc), led("ghr_", "w{36}").proof(Proof::Base62Crc)],
    ),
    row(
        "GITHUB_FINE_GRAINED_TOKEN",
        "GitHub fine-grained personal access token",
        "GitHub Docs, \"About authentication to GitHub\", token formats",
        &[led("github_pat_", "w{22}_w{59}")],
    ),
    row(
        "GITLAB_PERSONAL_TOKEN",
        "GitLab personal, project or group access token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glpat-", "t{27,300}.01.l{9}"), led("glpat-", "t{20}")],
    ),
    row(
        "GITLAB_OAUTH_SECRET",
        "GitLab OAuth application secret",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("gloas-", "t{64}")],
    ),
    row(
        "GITLAB_DEPLOY_TOKEN",
        "GitLab deploy token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("gldt-", "t{20}")],
    ),
    row(
        "GITLAB_RUNNER_TOKEN",
        "GitLab runner authentication token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glrt-", "9_t{27,300}.01.l{9}"), led("glrt-t", "9_t{20}"), led("glrt-", "t{20}")],
    ),
    row(
        "GITLAB_RUNNER_REGISTRATION_TOKEN",
        "GitLab runner registration token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("GR1348941", "t{20}")],
    ),
    row(
        "GITLAB_JOB_TOKEN",
        "GitLab CI/CD job token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glcbt-", "w{1,5}_t{20}")],
    ),
    row(
        "GITLAB_TRIGGER_TOKEN",
        "GitLab pipeline trigger token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glptt-", "h{40}")],
    ),
    row(
        "GITLAB_FEED_TOKEN",
        "GitLab feed token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glft-", "t{20}")],
    ),
    row(
        "GITLAB_INCOMING_MAIL_TOKEN",
        "GitLab incoming mail token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glimt-", "t{25}")],
    ),
    row(
        "GITLAB_AGENT_TOKEN",
        "GitLab agent for Kubernetes token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glagent-", "t{50}")],
    ),
    row(
        "GITLAB_SCIM_TOKEN",
        "GitLab SCIM token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glsoat-", "t{20}")],
    ),
    row(
        "GITLAB_FEATURE_FLAG_TOKEN",
        "GitLab feature flags client token",
        "GitLab Docs, \"GitLab token overview\", token prefixes",
        &[led("glffct-", "t{20}")],
    ),
    row(
        "GITLAB_SESSION_COOKIE",
        "GitLab session cookie",
        "GitLab Docs, \"Sign-in\", session cookies",
        &[led("_gitlab_session=", "h{32}").skip(16)],
    ),
    row(
        "ATLASSIAN_API_TOKEN",
        "Atlassian API token",
        "Atlassian Support, \"Manage API tokens for your Atlassian account\"",
        &[
            led("ATATT3", "t{100,240}=x{8}"),
            named("jira", "w{20}h{4}"),
            named("JIRA", "w{20}h{4}"),
            named("Jira", "w{20}h{4}"),
            named("confluence", "w{20}h{4}"),
            named("CONFLUENCE", "w{20}h{4}"),
            named("Confluence", "w{20}h{4}"),
        ],
    )
    .columns(&["jira api token", "jira token", "confluence api token", "atlassian api token"]),
    row(
        "ATLASSIAN_ORGANISATION_KEY",
        "Atlassian organisation or repository access token",
        "Atlassian Support, \"Manage API tokens for your Atlassian account\"",
        &[led("ATCTT3", "t{100,240}=x{8}")],
    ),
    row(
        "BITBUCKET_APP_PASSWORD",
        "Bitbucket app password",
        "Bitbucket Cloud Documentation, \"App passwords\"",
        &[led("ATBB", "w{24}H{8}")],
    ),
    row(
        "BITBUCKET_CLIENT_SECRET",
        "Bitbucket OAuth consumer secret",
        "Bitbucket Cloud Documentation, \"Use OAuth on Bitbucket Cloud\"",
        &[named("bitbucket", "t{64}"), named("BITBUCKET", "t{64}"), named("Bitbucket", "t{64}")],
    )
    .columns(&["bitbucket client secret", "bitbucket secret"]),
    row(
        "AZURE_DEVOPS_TOKEN",
        "Azure DevOps personal access token",
        "Microsoft Learn, \"Use personal access tokens\"",
        &[
            holding("w{76}", "AZDO", "w{4}"),
            named("AZURE_DEVOPS", "l{52}"),
            named("azure_devops", "l{52}"),
            named("azureDevops", "l{52}"),
            named("AzureDevOps", "l{52}"),
        ],
    )
    .columns(&["azure devops pat", "azure devops token"]),
    row(
        "SOURCEGRAPH_TOKEN",
        "Sourcegraph access token",
        "Sourcegraph docs, \"Creating an access token\"",
        &[led("sgp_local_", "x{40}"), led("sgp_", "x{16}_x{40}"), led("sgp_", "x{40}"), led("sgd_", "x{64}")],
    ),
    row(
        "GITEA_TOKEN",
        "Gitea or Forgejo access token",
        "Gitea documentation, \"API usage\"",
        &[
            named("gitea", "h{40}"),
            named("GITEA", "h{40}"),
            named("Gitea", "h{40}"),
            named("forgejo", "h{40}"),
            named("FORGEJO", "h{40}"),
            named("Forgejo", "h{40}"),
        ],
    )
    .columns(&["gitea token", "forgejo token"]),
    row(
        "LINEAR_API_KEY",
        "Linear API key",
        "Linear Developers, \"Getting started\"",
        &[led("lin_api_", "w{40}"), led("lin_oauth_", "h{64}"), led("lin_wh_", "w{20,40}")],
    ),
    row(
        "NPM_TOKEN",
        "npm access token",
        "GitHub Blog, \"Announcing npm's new access token format\"; npm Docs, \"About access tokens\"",
        &[led("npm_", "w{36}").proof(Proof::Base62Crc)],
    ),
    row(
        "NPM_LEGACY_TOKEN",
        "npm access token in the old form",
        "npm Docs, \"About access tokens\"",
        &[led(":_authToken=", "u").skip(12)],
    ),
    row(
        "PYPI_TOKEN",
        "PyPI API token",
        "PyPI, \"API tokens\"; macaroon location pypi.org",
        &[led("pypi-AgEIcHlwaS5vcmc", "t{50,1000}")],
    ),
    row(
        "TESTPYPI_TOKEN",
        "TestPyPI API token",
        "PyPI, \"API tokens\"; macaroon location test.pypi.org",
        &[led("pypi-AgENdGVzdC5weXBpLm9yZw", "t{50,1000}")],
    ),
    row("RUBYGEMS_KEY", "RubyGems API key", "RubyGems Guides, \"API key scopes\"", &[led("rubygems_", "h{48}")]),
    row("NUGET_KEY", "NuGet API key", "Microsoft Learn, \"Publish NuGet packages\", API keys", &[led("oy2", "l{43}")]),
    row(
        "CRATES_IO_TOKEN",
        "crates.io API token",
        "The Cargo Book, \"Publishing on crates.io\"",
        &[
            named("CARGO_REGISTRY", "<cio>w{32}"),
            named("cargo_registry", "<cio>w{32}"),
            named("crates_io", "<cio>w{32}"),
            named("crates-io", "<cio>w{32}"),
            named("CRATES_IO", "<cio>w{32}"),
        ],
    )
    .columns(&["crates io token", "cargo registry token"]),
    row("CLOJARS_TOKEN", "Clojars deploy token", "Clojars Wiki, \"Deploy Tokens\"", &[led("CLOJARS_", "h{60}")]),
    row(
        "PACKAGIST_TOKEN",
        "Private Packagist token",
        "Private Packagist Docs, \"Authentication tokens\"",
        &[led("packagist_", "a{3}_h{68}")],
    ),
    row(
        "DOCKER_TOKEN",
        "Docker Hub personal access token",
        "Docker Docs, \"Create and manage access tokens\"",
        &[led("dckr_pat_", "t{27}")],
    ),
    row(
        "DOCKER_ORGANISATION_TOKEN",
        "Docker Hub organisation access token",
        "Docker Docs, \"Organization access tokens\"",
        &[led("dckr_oat_", "t{32}")],
    ),
    row(
        "DOCKER_SWARM_TOKEN",
        "Docker Swarm join or unlock key",
        "Docker Docs, \"Manage swarm security with PKI\"",
        &[led("SWMTKN-1-", "l{50}-l{25}"), led("SWMKEY-1-", "s{43}")],
    ),
    row("ARTIFACTORY_KEY", "JFrog Artifactory API key", "JFrog Help Center, \"API Key\"", &[led("AKCp", "w{69}")]),
    row(
        "ARTIFACTORY_REFERENCE_TOKEN",
        "JFrog reference token",
        "JFrog Help Center, \"Reference tokens\"",
        &[led("cmVmdGtuO", "w{55}")],
    ),
    row(
        "JFROG_TOKEN",
        "JFrog API key or identity token",
        "JFrog Help Center, \"Access tokens\"",
        &[
            named("jfrog", "w{73}"),
            named("JFROG", "w{73}"),
            named("Jfrog", "w{73}"),
            named("artifactory", "w{73}"),
            named("ARTIFACTORY", "w{73}"),
            named("Artifactory", "w{73}"),
            named("jfrog", "w{64}"),
            named("JFROG", "w{64}"),
            named("Jfrog", "w{64}"),
        ],
    )
    .columns(&["jfrog token", "jfrog api key", "artifactory api key"]),
    row(
        "CLOUDSMITH_KEY",
        "Cloudsmith API key",
        "Cloudsmith Docs, \"API key\"",
        &[named("cloudsmith", "h{40}"), named("CLOUDSMITH", "h{40}"), named("Cloudsmith", "h{40}")],
    )
    .columns(&["cloudsmith api key", "cloudsmith key"]),
    row(
        "CIRCLECI_PERSONAL_TOKEN",
        "CircleCI personal API token",
        "CircleCI Docs, \"Managing API tokens\"",
        &[led("CCIPAT_", "w{22}_h{40}")],
    ),
    row(
        "CIRCLECI_PROJECT_TOKEN",
        "CircleCI project API token",
        "CircleCI Docs, \"Managing API tokens\"",
        &[led("CCIPRJ_", "w{22}_h{40}")],
    ),
    row(
        "TRAVIS_CI_TOKEN",
        "Travis CI API token",
        "Travis CI Docs, \"API v3\", authentication",
        &[named("travis_", "t{22}"), named("TRAVIS_", "t{22}"), named("travisApi", "t{22}")],
    )
    .columns(&["travis token", "travis api token"]),
    row(
        "BUILDKITE_TOKEN",
        "Buildkite API access token",
        "Buildkite Docs, \"Managing API access tokens\"",
        &[led("bkua_", "h{40}")],
    ),
    row(
        "DRONE_CI_TOKEN",
        "Drone CI token",
        "Drone Docs, \"API overview\"",
        &[
            named("droneci", "w{32}"),
            named("DRONECI", "w{32}"),
            named("drone_token", "w{32}"),
            named("DRONE_TOKEN", "w{32}"),
        ],
    )
    .columns(&["drone token", "droneci token"]),
    row(
        "CODECOV_TOKEN",
        "Codecov upload token",
        "Codecov Docs, \"Codecov tokens\"",
        &[named("codecov", "u"), named("CODECOV", "u"), named("Codecov", "u")],
    )
    .columns(&["codecov token"]),
    row(
        "CODECLIMATE_TOKEN",
        "Code Climate test reporter id",
        "Code Climate Docs, \"Finding your test coverage token\"",
        &[
            named("CC_TEST_REPORTER_TOKEN", "h{64}"),
            named("CODECLIMATE", "h{64}"),
            named("codeclimate", "h{64}"),
            named("code_climate", "h{64}"),
        ],
    )
    .columns(&["codeclimate token"]),
    row(
        "SONARQUBE_TOKEN",
        "SonarQube user, project or global analysis token",
        "SonarQube Docs, \"Managing your tokens\"",
        &[
            led("sqp_", "h{40}"),
            led("squ_", "h{40}"),
            led("sqa_", "h{40}"),
            named("SONAR_TOKEN", "h{40}"),
            named("sonar.login", "h{40}"),
            named("sonar.token", "h{40}"),
            named("SONAR_LOGIN", "h{40}"),
        ],
    )
    .columns(&["sonar token", "sonarqube token"]),
    row(
        "SNYK_TOKEN",
        "Snyk API token",
        "Snyk Docs, \"Authentication for API\"",
        &[named("snyk", "u"), named("SNYK", "u"), named("Snyk", "u")],
    )
    .columns(&["snyk token", "snyk api token"]),
    row(
        "HARNESS_TOKEN",
        "Harness personal or service account token",
        "Harness Developer Hub, \"Manage API keys\"",
        &[led("pat.", "t{22}.h{24}.w{20}"), led("sat.", "t{22}.h{24}.w{20}")],
    ),
    row(
        "OCTOPUS_DEPLOY_KEY",
        "Octopus Deploy API key",
        "Octopus Docs, \"How to create an API key\"",
        &[led("API-", "U{25,32}").proof(Proof::Mixed)],
    ),
    row(
        "JENKINS_TOKEN",
        "Jenkins API token",
        "Jenkins Handbook, \"Authenticating scripted clients\"",
        &[named("jenkins", "<11>h{32}"), named("JENKINS", "<11>h{32}"), named("Jenkins", "<11>h{32}")],
    )
    .columns(&["jenkins token", "jenkins api token"]),
    row(
        "TEAMCITY_TOKEN",
        "TeamCity access token",
        "TeamCity Documentation, \"Managing your user account\", access tokens",
        &[led("eyJ0eXAiOiAiVENWMiJ9.", "t{36}.s{48}")],
    ),
    row("INFRACOST_KEY", "Infracost API key", "Infracost Docs, \"Get started\"", &[led("ico-", "w{32}")]),
    row(
        "POSTMAN_KEY",
        "Postman API key",
        "Postman Learning Center, \"Postman API authentication\"",
        &[led("PMAK-", "h{24}-h{34}")],
    ),
    row(
        "POSTMAN_COLLECTION_KEY",
        "Postman collection access key",
        "Postman Learning Center, \"Collection access keys\"",
        &[led("PMAT-", "U{26}")],
    ),
    row("README_KEY", "ReadMe API key", "ReadMe documentation, \"Authentication\"", &[led("rdme_", "l{70}")]),
    row(
        "EXPO_TOKEN",
        "Expo access token",
        "Expo Docs, \"Programmatic access\"",
        &[named("EXPO_TOKEN", "t{40}"), named("expo_token", "t{40}"), named("EXPO_ACCESS", "t{40}")],
    )
    .columns(&["expo token"]),
    row(
        "BITRISE_TOKEN",
        "Bitrise access token",
        "Bitrise DevCenter, \"Authenticating with the Bitrise API\"",
        &[named("bitrise", "t{86}"), named("BITRISE", "t{86}"), named("Bitrise", "t{86}")],
    )
    .columns(&["bitrise token"]),
    row(
        "CODACY_TOKEN",
        "Codacy API token",
        "Codacy Docs, \"API tokens\"",
        &[
            named("codacy", "w{20}"),
            named("CODACY", "w{20}"),
            named("Codacy", "w{20}"),
            named("codacy", "h{32}"),
            named("CODACY", "h{32}"),
            named("Codacy", "h{32}"),
        ],
    )
    .columns(&["codacy token", "codacy api token"]),
    row(
        "GITGUARDIAN_KEY",
        "GitGuardian API key",
        "GitGuardian Docs, \"Authentication\"",
        &[named("gitguardian", "w{71}"), named("GITGUARDIAN", "w{71}"), named("Gitguardian", "w{71}")],
    )
    .columns(&["gitguardian api key"]),
];
