#pragma once

#include <complex>
#include <vector>

namespace nie::brain {

/// tau [ms] of the exponential filter 1/(1 + 2 pi i f tau) that is nearest to a response, in the
/// squared distance integrated over the frequencies by the trapezoid rule. Searched from 0.001 to
/// 200 ms.
/// frequencies [kHz], increasing; response: one value a frequency, 1 at the lowest.
double nearestExponentialFilter(const std::vector<double>& frequencies,
                                const std::vector<std::complex<double>>& response);

}  // namespace nie::brain
