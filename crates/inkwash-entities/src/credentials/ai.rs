//! Machine learning and what is built around it.

use super::proof::Proof;
use super::{Row, holding, led, named, row};

pub(super) const ROWS: &[Row] = &[
    row(
        "OPENAI_KEY",
        "OpenAI API key",
        "OpenAI Platform, \"API keys\"",
        &[
            led("sk-proj-", "t{74}<T3BlbkFJ>t{74}"),
            led("sk-proj-", "t{58}<T3BlbkFJ>t{58}"),
            led("sk-proj-", "t{20}<T3BlbkFJ>t{20}"),
            holding("<sk->w{20}", "T3BlbkFJ", "w{20}"),
            led("sk-None-", "t{58}<T3BlbkFJ>t{58}"),
        ],
    ),
    row(
        "OPENAI_SERVICE_KEY",
        "OpenAI service account key",
        "OpenAI Platform, \"API keys\"",
        &[
            led("sk-svcacct-", "t{74}<T3BlbkFJ>t{74}"),
            led("sk-svcacct-", "t{58}<T3BlbkFJ>t{58}"),
            led("sk-svcacct-", "t{20}<T3BlbkFJ>t{20}"),
        ],
    ),
    row(
        "OPENAI_ADMIN_KEY",
        "OpenAI admin key",
        "OpenAI Platform, \"API keys\"",
        &[
            led("sk-admin-", "t{74}<T3BlbkFJ>t{74}"),
            led("sk-admin-", "t{58}<T3BlbkFJ>t{58}"),
            led("sk-admin-", "t{20}<T3BlbkFJ>t{20}"),
        ],
    ),
    row("ANTHROPIC_KEY", "Anthropic API key", "Anthropic Docs, \"API keys\"", &[led("sk-ant-api03-", "t{93}AA")]),
    row(
        "ANTHROPIC_ADMIN_KEY",
        "Anthropic admin key",
        "Anthropic Docs, \"API keys\"",
        &[led("sk-ant-admin01-", "t{93}AA")],
    ),
    row(
        "ANTHROPIC_OAUTH_TOKEN",
        "Anthropic OAuth token",
        "Anthropic Docs, \"API keys\"",
        &[led("sk-ant-oat01-", "t{93}AA"), led("sk-ant-ort01-", "t{93}AA"), led("sk-ant-sid01-", "t{93}AA")],
    ),
    row(
        "OPENROUTER_KEY",
        "OpenRouter API key",
        "OpenRouter Documentation, \"API authentication\"",
        &[led("sk-or-v1-", "h{64}")],
    ),
    row(
        "DEEPSEEK_KEY",
        "DeepSeek API key",
        "DeepSeek API Docs, \"Your first API call\"",
        &[named("deepseek", "<sk->l{32}"), named("DEEPSEEK", "<sk->l{32}"), named("Deepseek", "<sk->l{32}")],
    )
    .columns(&["deepseek api key"]),
    row(
        "MOONSHOT_KEY",
        "Moonshot AI API key",
        "Moonshot AI Open Platform, \"API keys\"",
        &[named("moonshot", "<sk->w{48}"), named("MOONSHOT", "<sk->w{48}"), named("Moonshot", "<sk->w{48}")],
    )
    .columns(&["moonshot api key"]),
    row(
        "DASHSCOPE_KEY",
        "Alibaba Cloud Model Studio API key",
        "Alibaba Cloud Model Studio, \"Get an API key\"",
        &[named("dashscope", "<sk->h{32}"), named("DASHSCOPE", "<sk->h{32}"), named("Dashscope", "<sk->h{32}")],
    )
    .columns(&["dashscope api key"]),
    row(
        "STABILITY_KEY",
        "Stability AI API key",
        "Stability AI Developer Platform, \"Authentication\"",
        &[named("stability_", "<sk->w{48}"), named("STABILITY_", "<sk->w{48}"), named("stabilityApi", "<sk->w{48}")],
    )
    .columns(&["stability api key"]),
    row("GROQ_KEY", "Groq API key", "GroqDocs, \"Quickstart\"", &[led("gsk_", "w{52}")]),
    row("XAI_KEY", "xAI API key", "xAI Docs, \"API keys\"", &[led("xai-", "w{80}")]),
    row("PERPLEXITY_KEY", "Perplexity API key", "Perplexity Docs, \"API groups and keys\"", &[led("pplx-", "w{48}")]),
    row(
        "HUGGING_FACE_TOKEN",
        "Hugging Face user access token",
        "Hugging Face Docs, \"User access tokens\"",
        &[led("hf_", "b{34}")],
    ),
    row(
        "HUGGING_FACE_ORGANISATION_TOKEN",
        "Hugging Face organisation API token",
        "Hugging Face Docs, \"User access tokens\"",
        &[led("api_org_", "b{34}")],
    ),
    row("REPLICATE_TOKEN", "Replicate API token", "Replicate Docs, \"API tokens\"", &[led("r8_", "w{37}")]),
    row(
        "COHERE_KEY",
        "Cohere API key",
        "Cohere Docs, \"API keys and rate limits\"",
        &[named("cohere_", "w{40}"), named("COHERE_", "w{40}"), named("cohereApi", "w{40}"), named("CO_API", "w{40}")],
    )
    .columns(&["cohere api key"]),
    row(
        "MISTRAL_KEY",
        "Mistral AI API key",
        "Mistral AI Docs, \"API keys\"",
        &[named("mistral_", "w{32}"), named("MISTRAL_", "w{32}"), named("mistralApi", "w{32}")],
    )
    .columns(&["mistral api key"]),
    row(
        "TOGETHER_KEY",
        "Together AI API key",
        "Together AI Docs, \"Authentication\"",
        &[
            led("tgp_v1_", "t{43}"),
            named("together_", "h{64}"),
            named("TOGETHER_", "h{64}"),
            named("togetherApi", "h{64}"),
        ],
    )
    .columns(&["together api key"]),
    row(
        "FIREWORKS_KEY",
        "Fireworks AI API key",
        "Fireworks AI Docs, \"API keys\"",
        &[led("fw_", "w{22,24}").proof(Proof::Mixed)],
    ),
    row("CEREBRAS_KEY", "Cerebras API key", "Cerebras Inference Docs, \"Quickstart\"", &[led("csk-", "l{48}")]),
    row("NVIDIA_KEY", "NVIDIA API key", "NVIDIA Docs, \"NGC user guide\", API keys", &[led("nvapi-", "t{64}")]),
    row(
        "ELEVENLABS_KEY",
        "ElevenLabs API key",
        "ElevenLabs Docs, \"API authentication\"",
        &[
            named("elevenlabs", "<sk_>h{48}"),
            named("ELEVENLABS", "<sk_>h{48}"),
            named("ElevenLabs", "<sk_>h{48}"),
            named("ELEVEN_LABS", "<sk_>h{48}"),
            named("xi-api", "<sk_>h{48}"),
            named("XI_API", "<sk_>h{48}"),
            named("elevenlabs", "h{32}"),
            named("ELEVENLABS", "h{32}"),
            named("ElevenLabs", "h{32}"),
            named("xi-api", "h{32}"),
        ],
    )
    .columns(&["elevenlabs api key"]),
    row(
        "ASSEMBLYAI_KEY",
        "AssemblyAI API key",
        "AssemblyAI Docs, \"API keys\"",
        &[
            named("assemblyai", "h{32}"),
            named("ASSEMBLYAI", "h{32}"),
            named("Assemblyai", "h{32}"),
            named("AAI_API", "h{32}"),
            named("assembly_ai", "h{32}"),
        ],
    )
    .columns(&["assemblyai api key"]),
    row(
        "DEEPGRAM_KEY",
        "Deepgram API key",
        "Deepgram Docs, \"Create additional API keys\"",
        &[named("deepgram", "h{40}"), named("DEEPGRAM", "h{40}"), named("Deepgram", "h{40}")],
    )
    .columns(&["deepgram api key"]),
    row(
        "LANGSMITH_KEY",
        "LangSmith API key",
        "LangSmith Docs, \"Create an account and API key\"",
        &[led("lsv2_pt_", "h{32}_h{10}"), led("lsv2_sk_", "h{32}_h{10}"), led("ls__", "h{32}")],
    ),
    row("LANGFUSE_KEY", "Langfuse secret key", "Langfuse Docs, \"API keys\"", &[led("sk-lf-", "u")]),
    row(
        "PINECONE_KEY",
        "Pinecone API key",
        "Pinecone Docs, \"Manage API keys\"",
        &[led("pcsk_", "w{5,6}_w{60,66}"), named("pinecone", "u"), named("PINECONE", "u"), named("Pinecone", "u")],
    )
    .columns(&["pinecone api key"]),
    row(
        "WANDB_KEY",
        "Weights & Biases API key",
        "W&B Docs, \"API keys\"",
        &[named("WANDB", "h{40}"), named("wandb", "h{40}"), named("Wandb", "h{40}")],
    )
    .columns(&["wandb api key", "wandb key"]),
    row(
        "VOYAGE_KEY",
        "Voyage AI API key",
        "Voyage AI Docs, \"API key and installation\"",
        &[named("voyage_", "<pa->t{43}"), named("VOYAGE_", "<pa->t{43}"), named("voyageApi", "<pa->t{43}")],
    )
    .columns(&["voyage api key"]),
    row("JINA_KEY", "Jina AI API key", "Jina AI, \"API\"", &[led("jina_", "t{60}")]),
    row(
        "TAVILY_KEY",
        "Tavily API key",
        "Tavily Docs, \"API key management\"",
        &[led("tvly-dev-", "w{32}"), led("tvly-prod-", "w{32}"), led("tvly-", "w{32}")],
    ),
    row(
        "EXA_KEY",
        "Exa API key",
        "Exa Docs, \"Getting started\"",
        &[named("EXA_API", "u"), named("exa_api", "u"), named("exaApi", "u")],
    )
    .columns(&["exa api key"]),
    row(
        "FIRECRAWL_KEY",
        "Firecrawl API key",
        "Firecrawl Docs, \"API reference\"",
        &[named("firecrawl", "<fc->h{32}"), named("FIRECRAWL", "<fc->h{32}"), named("Firecrawl", "<fc->h{32}")],
    )
    .columns(&["firecrawl api key"]),
    row(
        "SERPAPI_KEY",
        "SerpApi key",
        "SerpApi, \"Google Search API\"",
        &[
            named("serpapi", "h{64}"),
            named("SERPAPI", "h{64}"),
            named("Serpapi", "h{64}"),
            named("SERP_API", "h{64}"),
            named("serp_api", "h{64}"),
        ],
    )
    .columns(&["serpapi key", "serpapi api key"]),
    row(
        "BRAVE_SEARCH_KEY",
        "Brave Search API key",
        "Brave Search API, \"Authentication\"",
        &[led("BSA", "t{28}").proof(Proof::Mixed)],
    ),
    row(
        "AI21_KEY",
        "AI21 API key",
        "AI21 Docs, \"API key\"",
        &[named("ai21", "w{32}"), named("AI21", "w{32}"), named("Ai21", "w{32}")],
    )
    .columns(&["ai21 api key"]),
    row(
        "CLARIFAI_KEY",
        "Clarifai personal access token",
        "Clarifai Docs, \"Personal access tokens\"",
        &[named("clarifai", "h{32}"), named("CLARIFAI", "h{32}"), named("Clarifai", "h{32}")],
    )
    .columns(&["clarifai pat", "clarifai api key"]),
    row("LLAMA_CLOUD_KEY", "LlamaCloud API key", "LlamaCloud Documentation, \"API key\"", &[led("llx-", "w{48}")]),
    row("E2B_KEY", "E2B API key", "E2B Docs, \"API key\"", &[led("e2b_", "h{40}")]),
    row(
        "CURSOR_KEY",
        "Cursor API key",
        "Cursor Docs, \"API keys\"",
        &[named("cursor_", "<key_>h{64}"), named("CURSOR_", "<key_>h{64}"), named("cursorApi", "<key_>h{64}")],
    )
    .columns(&["cursor api key"]),
    row(
        "MODAL_TOKEN",
        "Modal token",
        "Modal Docs, \"Tokens\"",
        &[
            named("MODAL_TOKEN", "<ak->w{22}"),
            named("modal_token", "<ak->w{22}"),
            named("MODAL_TOKEN", "<as->w{22}"),
            named("modal_token", "<as->w{22}"),
        ],
    )
    .columns(&["modal token id", "modal token secret"]),
    row("RUNPOD_KEY", "Runpod API key", "Runpod Docs, \"API keys\"", &[led("rpa_", "w{40,50}")]),
];
