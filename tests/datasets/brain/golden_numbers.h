#pragma once

#include "core/base/files.h"
#include "core/config/run_config.h"
#include "datasets/brain/aln_simulation.h"

#include <QString>

#include <cmath>
#include <string>

namespace nie::test {

/// Text of a file with golden numbers; they were made by an independent implementation (CC0).
inline std::string goldenText(const std::string& name)
{
    const std::filesystem::path source = qEnvironmentVariable("NIE_SOURCE_DIR", ".").toStdString();
    return readFile(source / "tests/datasets/brain/golden" / name);
}

inline Json goldenNumbers()
{
    return parseJson(goldenText("aln_golden.json"), "aln_golden.json");
}

/// A transfer function in closed form, so that the integrator is tested without the neuron's.
inline std::shared_ptr<brain::TransferTable> standInTable()
{
    return std::make_shared<brain::TransferTable>([](double mu, double sigma) {
        return brain::TransferPoint{0.02 * (1.0 + std::tanh((mu - 1.0) / (0.4 + 0.2 * sigma))),
                                    -60.0 + 2.0 * mu - 0.5 * sigma,
                                    1.0 + 9.0 / (1.0 + std::exp(2.0 * (mu - 0.5)))};
    });
}

inline std::shared_ptr<brain::TransferTable> neuronTable()
{
    return std::make_shared<brain::TransferTable>(brain::ExponentialNeuron{},
                                                  brain::TransferResolution{});
}

/// Four regions with asymmetric weights and lengths: finds a transposed matrix.
inline brain::Connectome fourRegions()
{
    brain::Connectome result{Eigen::MatrixXd(4, 4), Eigen::MatrixXd(4, 4)};
    for (int k = 0; k < 4; ++k) {
        for (int j = 0; j < 4; ++j) {
            result.weights(k, j) = 0.5 / (1 + std::abs(k - j)) + 0.05 * k;
            result.lengths(k, j) = 40 * std::abs(k - j) + 6 * k + 2 * j;
        }
    }
    return result;
}

/// The start of every golden run: the n-th region (1 + 0.01 n) times the same values.
inline brain::AlnState goldenStart(Eigen::Index regions, const brain::AlnOptions& options)
{
    const Eigen::ArrayXd n =
        Eigen::ArrayXd::LinSpaced(regions, 0.0, static_cast<double>(regions - 1));
    const Eigen::ArrayXd factor = 1.0 + 0.01 * n;
    brain::AlnState state;
    state.muE = state.muI = factor;
    state.sEE = state.sEI = state.sIE = state.sII = 0.1 * factor;
    state.vEE = state.vEI = 5e-4 * factor;
    state.vIE = state.vII = 5e-3 * factor;
    state.rateE = state.rateI = 1e-5 * (1.0 + 0.1 * n);
    state.adaptation = Eigen::ArrayXd::Zero(regions);
    state.noiseE = Eigen::ArrayXd::Constant(regions, options.meanE);
    state.noiseI = Eigen::ArrayXd::Constant(regions, options.meanI);
    return state;
}

}  // namespace nie::test
