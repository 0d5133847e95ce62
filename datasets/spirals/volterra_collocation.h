#pragma once

#include <Eigen/Dense>

#include <functional>
#include <vector>

namespace nie {

/// A Volterra equation of the second kind in Hammerstein form, solved in the space of piecewise
/// polynomials:
///
///     y(t) = f(t) + integral_0^t K(t,s) F(y(s)) ds,    0 <= t <= end,  y(t) in R^channels
///
/// The interval is cut into windows. Each window carries Chebyshev extrema as collocation knots, at
/// which the integrand is interpolated and integrated exactly; the integral over the windows
/// already solved is part of the window's free function. Inside a window Picard's iteration
/// contracts. For an analytic solution the error falls exponentially with the number of knots.
class VolterraCollocation {
public:
    struct Equation {
        Eigen::Index channels = 1;
        std::function<Eigen::MatrixXd(double t, double s)>
            kernel;                                    ///< [channels, channels], smooth
        std::function<double(double y)> nonlinearity;  ///< F, channel by channel
    };
    struct Options {
        double end = 1.0;
        Eigen::Index windows = 32;
        Eigen::Index degree = 15;  ///< knots per window - 1
        double tolerance = 1e-13;  ///< relative residual |G(y) - y| / |G(y)| of every window
        Eigen::Index maxIterations = 200;
    };

    VolterraCollocation(Equation equation, Options options);

    /// All collocation knots, windows one after the other; a window's last knot is the next one's
    /// first.
    const Eigen::VectorXd& knots() const { return m_knots; }

    /// Solves for one free function, f [channels, knots]; returns y [channels, knots]. Throws
    /// RunError when a window does not reach the tolerance.
    Eigen::MatrixXd solve(const Eigen::MatrixXd& freeFunction) const;

    /// P [knots, times] with y(times) = y(knots) P: barycentric interpolation in each time's
    /// window.
    Eigen::MatrixXd interpolation(const Eigen::VectorXd& times) const;

private:
    Eigen::Index knotsPerWindow() const { return m_options.degree + 1; }
    void solveWindow(Eigen::Index window, const Eigen::VectorXd& freeFunction,
                     Eigen::VectorXd& y) const;

    Equation m_equation;
    Options m_options;
    Eigen::VectorXd m_knots;
    // Kernel times quadrature weight between all pairs of knots; rows and columns run over knots,
    // and for each over channels. The block of a window with itself integrates up to the row's
    // knot.
    Eigen::MatrixXd m_weightedKernel;
};

/// The n + 1 Chebyshev extrema -cos(pi j / n) on [-1, 1], increasing.
Eigen::VectorXd chebyshevExtrema(Eigen::Index degree);
/// W with integral_{-1}^{x_i} p dx = sum_j W_ij p(x_j) for every polynomial p up to the degree.
Eigen::MatrixXd chebyshevIntegration(Eigen::Index degree);

}  // namespace nie
