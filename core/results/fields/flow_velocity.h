#pragma once

#include "core/results/prediction_snapshot.h"

#include <cstddef>
#include <string>
#include <vector>

namespace nie {

/// Velocity of a flow in the plane, [y, x] each.
struct FlowVelocity {
    std::vector<double> u;  ///< along the first axis
    std::vector<double> v;
};

/// The divergence-free velocity of mean 0 whose curl is `vorticity` less its mean, by Fourier
/// series on the torus of lengthX x lengthY: laplacian(psi) = -w, u = psi_y, v = -psi_x.
///
/// vorticity: [y, x] on an even grid of rows x columns without the period's end. Throws InputError
/// for sizes that do not fit or numbers that are not finite.
FlowVelocity flowVelocity(const std::vector<double>& vorticity, std::size_t rows,
                          std::size_t columns, double lengthX, double lengthY);

/// Why a sample has no flow to show; empty where it has: a vorticity alone, on an even periodic
/// plane.
std::string flowAbsence(const PredictionSnapshot& sample);
bool canShowFlow(const PredictionSnapshot& sample);

}  // namespace nie
