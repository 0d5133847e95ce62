#include "core/benchmarks/attention_scaling_benchmark.h"

#include "core/base/error.h"
#include "core/models/anie/attention.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

namespace nie {

namespace {

constexpr std::int64_t kWidth = 32;
constexpr std::int64_t kHeads = 4;
constexpr std::array<std::int64_t, 5> kTokens{1000, 2000, 4000, 8000, 16000};
constexpr int kRounds = 9;
/// Tokens that every turn works through, in as many passes as that takes.
constexpr std::int64_t kTokensOfATurn = 64000;
constexpr double kMostSpread = 1.2;

/// A layer with its tokens on a curve; a pass is forward and backward.
class Pass {
public:
    Pass(AttentionKind kind, bool causal, std::int64_t tokens, std::uint64_t seed)
    {
        torch::manual_seed(seed);
        m_layer =
            AttentionLayer(AttentionLayerOptions{.kind = kind, .width = kWidth, .heads = kHeads});
        m_x = torch::randn({1, tokens, kWidth}).requires_grad_();
        m_direction = torch::randn({1, tokens, kWidth});
        const auto times = torch::linspace(0, 1, tokens, torch::kDouble);
        const auto cell = torch::ones({1}, torch::kDouble);
        m_domain = (causal ? IntegrationDomain::volterra(times, cell)
                           : IntegrationDomain::fredholm(times, cell))
                       .to(m_x.options().requires_grad(false));
    }

    std::int64_t tokens() const { return m_x.size(1); }

    void run()
    {
        m_layer->zero_grad();
        m_x.mutable_grad() = torch::Tensor();
        m_layer->forward(m_x, m_domain).backward(m_direction);
    }

    double secondsPerToken()
    {
        const auto passes = kTokensOfATurn / tokens();
        const auto started = std::chrono::steady_clock::now();
        for (std::int64_t i = 0; i < passes; ++i)
            run();
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
        return seconds.count() / static_cast<double>(passes * tokens());
    }

private:
    AttentionLayer m_layer = nullptr;
    IntegrationDomain m_domain;
    torch::Tensor m_x;
    torch::Tensor m_direction;
};

/// Seconds a token for every number of tokens, the numbers measured by turns; and their spread.
Json scaling(AttentionKind kind, bool causal, const BenchmarkContext& context)
{
    std::vector<Pass> passes;
    for (const auto tokens : kTokens)
        passes.emplace_back(kind, causal, tokens, context.seed);
    std::vector<std::vector<double>> seconds(passes.size());
    for (int round = -1; round < kRounds; ++round)  // the first one warms up
        for (std::size_t i = 0; i < passes.size(); ++i) {
            if (context.stop.stop_requested())
                throw Interrupted();
            const double measured = passes[i].secondsPerToken();
            if (round >= 0)
                seconds[i].push_back(measured);
        }
    Json result = Json::object();
    std::vector<double> medians;
    for (std::size_t i = 0; i < passes.size(); ++i) {
        medians.push_back(median(seconds[i]));
        result[std::to_string(kTokens[i])] = medians.back();
    }
    result["largest_over_smallest"] = *std::max_element(medians.begin(), medians.end()) /
                                      *std::min_element(medians.begin(), medians.end());
    return result;
}

Comparison prepareAttentionScaling(const BenchmarkContext& context)
{
    const auto many =
        std::make_shared<Pass>(AttentionKind::Galerkin, false, kTokens.back(), context.seed);
    const auto few =
        std::make_shared<Pass>(AttentionKind::Galerkin, false, kTokens.front(), context.seed);
    Comparison comparison;
    comparison.candidate = [many] { many->run(); };
    comparison.baseline = [few] { few->run(); };
    comparison.candidateUnits = static_cast<double>(many->tokens());
    comparison.baselineUnits = static_cast<double>(few->tokens());
    comparison.facts = [&context] {
        const Json galerkin = scaling(AttentionKind::Galerkin, false, context);
        const Json causal = scaling(AttentionKind::Linear, true, context);
        const auto spread = [](const Json& seconds) {
            return seconds.at("largest_over_smallest").get<double>();
        };
        return Json{{"galerkin_seconds_a_token", galerkin},
                    {"causal_linear_seconds_a_token", causal},
                    {"target_met", std::max(spread(galerkin), spread(causal)) <= kMostSpread}};
    };
    return comparison;
}

}  // namespace

BenchmarkEntry attentionScalingBenchmark()
{
    return {.name = "attention-scaling",
            .title = "Galerkin attention on 16,000 tokens, forward and backward, per token",
            .unit = "token",
            .baseline = "the same on 1,000 tokens",
            .target = {.ratio = 1.0 / kMostSpread},
            .prepare = prepareAttentionScaling};
}

}  // namespace nie
