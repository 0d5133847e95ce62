#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace nie {

/// Coordinates of a place in the domain: one number on the line, several in space-time.
using Point = std::span<const double>;

/// How an integral runs along one axis of the domain [lower, upper].
struct IntegrationAxis {
    enum class Kind { Fredholm, Volterra };

    std::string name = "t";
    double lower = 0.0;
    double upper = 1.0;
    Kind kind = Kind::Fredholm;
    /// Limits alpha(t), beta(t) in the axis' own coordinate, inside [lower, upper]. Empty: lower,
    /// and upper (Fredholm) or t (Volterra). Where beta < alpha the integral changes its sign.
    std::function<double(double t)> lowerLimit;
    std::function<double(double t)> upperLimit;

    bool hasOwnLimits() const
    {
        return static_cast<bool>(lowerLimit) || static_cast<bool>(upperLimit);
    }
    /// Throws InputError where the limit is not finite or leaves the domain.
    double lowerLimitAt(double t) const;
    double upperLimitAt(double t) const;
};

/// What the kernel does at s = t; decides how the integral is split (models with more than one
/// axis: Smooth only).
enum class KernelDiagonal {
    Smooth,
    Kink,     ///< continuous, another formula on each side: |t - s|, Green's functions
    AbelRoot  ///< times (t - s)^{-1/2}; the kernel given is the smooth factor. Volterra only
};

/// y(t) = f(t) + int_{alpha(t)}^{beta(t)} G(y(s), t, s) ds        (second kind), or
///    g(t) =     int_{alpha(t)}^{beta(t)} K(t, s) y(s) ds          (first kind; g is freeFunction),
/// for y with `channels` components on an interval, or on a box with one axis each for space and
/// time. Either `integrand` (general form G) is set, or `kernel` (factorised form K(t,s) F(y)).
struct IntegralEquation {
    enum class Kind { Second, First };

    using Field = std::function<void(Point t, std::span<double> value)>;
    using Kernel = std::function<void(Point t, Point s, std::span<double> matrix)>;
    using Map = std::function<void(std::span<const double> y, std::span<double> value)>;
    using Integrand =
        std::function<void(std::span<const double> y, Point t, Point s, std::span<double> value)>;

    std::string name;
    std::string formula;  ///< for people: "y = x + int_0^1 x s y(s) ds"
    Kind kind = Kind::Second;
    int channels = 1;  ///< d, components of y
    int features = 1;  ///< p, components of F; equals channels where F is the identity
    std::vector<IntegrationAxis> axes{1};
    KernelDiagonal diagonal = KernelDiagonal::Smooth;

    Field freeFunction;        ///< f(t), [channels]
    Kernel kernel;             ///< K(t, s), [channels, features], row by row
    Map nonlinearity;          ///< F(y), [features]; empty: identity
    Map nonlinearityJacobian;  ///< dF/dy, [features, channels]; empty: central differences
    Integrand integrand;       ///< G(y, t, s), [channels]; empty: K(t, s) F(y)
    Field exact;               ///< the solution where it is known; else empty

    bool isLinear() const { return !integrand && !nonlinearity; }
    bool isVolterra() const;  ///< some axis runs to t
    std::size_t dimension() const { return axes.size(); }
    /// G(y, t, s) of either form.
    void evaluateIntegrand(std::span<const double> y, Point t, Point s,
                           std::span<double> value) const;
    /// Throws InputError naming what is missing or contradictory.
    void validate() const;
};

/// F'(y) as given, or by central differences. [features, channels], row by row.
void evaluateNonlinearityJacobian(const IntegralEquation& equation, std::span<const double> y,
                                  std::span<double> jacobian);

/// dG/dy(y, t, s) by central differences (general form) or K F'(y). [channels, channels].
void evaluateIntegrandJacobian(const IntegralEquation& equation, std::span<const double> y, Point t,
                               Point s, std::span<double> jacobian);

}  // namespace nie
