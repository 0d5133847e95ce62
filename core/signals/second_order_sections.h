#pragma once

#include "core/signals/butterworth.h"

#include <Eigen/Dense>

#include <complex>
#include <vector>

namespace nie {

/// A filter by the roots of its numerator (real ones) and denominator (in conjugate pairs).
struct FilterRoots {
    std::vector<double> zeros;
    std::vector<std::complex<double>> poles;
    double gain = 1.0;
};

/// Sections of two roots each: from the last one on, the pole that is nearest to the unit circle
/// with the zeros nearest to it (as SciPy's zpk2sos), which keeps the values between sections
/// small. The first section carries the gain.
std::vector<SecondOrderSection> pairedSections(FilterRoots roots);

/// Filters one series in place, section after section. It starts as if its first value had stood
/// there forever.
void filterFromRest(const std::vector<SecondOrderSection>& sections, Eigen::VectorXd& series);

}  // namespace nie
