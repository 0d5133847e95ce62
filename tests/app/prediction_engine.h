#pragma once

#include "app/engine.h"
#include "core/base/error.h"

#include <chrono>
#include <functional>
#include <thread>

namespace nie::test {

/// An engine that knows how to predict, as a script says, and nothing else.
class PredictionEngine : public Engine {
public:
    using Predict = std::function<PredictedSample(const PredictionTarget& target)>;

    explicit PredictionEngine(Predict predict) : m_predict(std::move(predict)) {}

    std::chrono::milliseconds delay{0};

    PredictedSample predictionOf(const PredictionTarget& target,
                                 const std::stop_token& stop) const override
    {
        const auto end = std::chrono::steady_clock::now() + delay;
        while (std::chrono::steady_clock::now() < end) {
            if (stop.stop_requested())
                throw Interrupted();
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return m_predict(target);
    }

    const std::vector<RunConfig>& experiments() const override { return m_none; }
    RunConfig findExperiment(const std::string&) const override { refuse(); }
    std::string equation(const RunConfig&) const override { return {}; }
    OptionSections describeOptions(const RunConfig&) const override { return {}; }
    std::vector<DeviceChoice> devices() const override { return {}; }
    SampleCurves sampleCurves(const RunConfig&) const override { return {}; }
    const DataEngine& data() const override { refuse(); }
    const AttentionEngine& attention() const override { refuse(); }
    ModelSummary describeModel(const RunConfig&, const std::stop_token&) const override
    {
        refuse();
    }
    std::unique_ptr<TrainingWork> makeWork(const RunConfig&) const override { refuse(); }
    std::unique_ptr<TrainingWork> resumeWork(const std::filesystem::path&,
                                             const Json&) const override
    {
        refuse();
    }
    std::vector<SelfTestResult> selfTest(const std::function<void(const SelfTestResult&)>&,
                                         const std::stop_token&) const override
    {
        return {};
    }
    std::vector<std::string> versions() const override { return {}; }

private:
    [[noreturn]] static void refuse() { throw RunError("scripted engine", "it only predicts"); }

    Predict m_predict;
    std::vector<RunConfig> m_none;
};

}  // namespace nie::test
