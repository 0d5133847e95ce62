#pragma once

#include <Eigen/Dense>

#include <cstdint>
#include <string>
#include <vector>

namespace nie::brain {

/// How strongly brain regions are connected and how far apart they are.
struct Connectome {
    Eigen::MatrixXd weights;  ///< C [receiver, sender] >= 0, diagonal 0
    Eigen::MatrixXd lengths;  ///< D [receiver, sender], fibre lengths in mm

    Eigen::Index regions() const { return weights.rows(); }
};

/// 80 regions on two half ellipsoids, 40 in each hemisphere (left 2i, right 2i + 1). Lengths are
/// distances with a lognormal factor, between 5 and 250 mm; weights fall off exponentially with
/// length, are lognormal, stronger between a region and its mirror image, weaker to the rest of the
/// other hemisphere, at most 1, and scaled so that the mean row sum is `strength`: about 1.5 for
/// irregular activity, 2.2 for slow up-down waves.
/// Deterministic. Throws InputError when no scale reaches the strength (at most 79).
Connectome syntheticConnectome(std::uint64_t seed = 1, double strength = 1.5);

/// What was found remarkable in matrices that somebody else made, one sentence each.
using Warnings = std::vector<std::string>;

/// Checks measured matrices: square, of one size, finite, not negative (else InputError naming
/// `source`). The diagonal is set to 0. `transpose` for matrices [sender, receiver]. Remarks on
/// units of the lengths, scale and symmetry of the weights are appended to `warnings`.
Connectome measuredConnectome(Eigen::MatrixXd weights, Eigen::MatrixXd lengths, bool transpose,
                              const std::string& source, Warnings& warnings);

/// The connection of one region with nobody.
Connectome singleRegion();

}  // namespace nie::brain
