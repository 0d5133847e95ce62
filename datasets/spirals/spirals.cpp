#include "datasets/spirals/spirals.h"

#include "core/base/error.h"
#include "core/base/random.h"
#include "core/base/version.h"
#include "datasets/curve_tensor.h"
#include "datasets/sample_workers.h"
#include "datasets/spirals/spirals_equation.h"
#include "datasets/spirals/volterra_collocation.h"

#include <cmath>
#include <numbers>
#include <optional>

namespace nie {

namespace spirals {

namespace {

constexpr const char* kName = "spirals";
constexpr const char* kTitle = "Integral-equation spirals";
constexpr const char* kEquation = "y(t) = c(t) + u + ∫₀ᵗ K(t,s) tanh(2π y(s)) ds";

// The released curves carry the Monte Carlo noise of the solver that made them.
constexpr double kReleasedNoise = 0.0211;
constexpr std::int64_t kReleasedEvaluations = 6;
constexpr double kReleasedDamping = 0.5;

VolterraCollocation makeSolver()
{
    return VolterraCollocation(
        {.channels = 2,
         .kernel = [](double t, double s) -> Eigen::MatrixXd { return spirals::kernel(t, s); },
         .nonlinearity = [](double y) { return std::tanh(2 * std::numbers::pi * y); }},
        {});
}

/// [2, times]
Eigen::MatrixXd freeFunction(const Eigen::VectorXd& times, const Eigen::Vector2d& u)
{
    Eigen::MatrixXd f(2, times.size());
    for (Eigen::Index k = 0; k < times.size(); ++k)
        f.col(k) = spirals::curve(times[k]) + u;
    return f;
}

Eigen::VectorXd equidistant(std::int64_t points)
{
    Eigen::VectorXd times(points);
    for (Eigen::Index k = 0; k < points; ++k)
        times[k] = static_cast<double>(k) / static_cast<double>(points - 1);
    return times;
}

/// Trapezoid weights times kernel, [2 points, 2 points]; row k integrates over [0, t_k].
Eigen::MatrixXd trapezoidKernel(const Eigen::VectorXd& times)
{
    const Eigen::Index count = times.size();
    const double step = 1.0 / static_cast<double>(count - 1);
    Eigen::MatrixXd weighted = Eigen::MatrixXd::Zero(2 * count, 2 * count);
    for (Eigen::Index i = 1; i < count; ++i)
        for (Eigen::Index j = 0; j <= i; ++j)
            weighted.block(2 * i, 2 * j, 2, 2) =
                (j == 0 || j == i ? step / 2 : step) * spirals::kernel(times[i], times[j]);
    return weighted;
}

Eigen::MatrixXd iterate(const Eigen::MatrixXd& weightedKernel, const Eigen::MatrixXd& f,
                        std::int64_t evaluations, double damping)
{
    const Eigen::VectorXd given = f.reshaped();
    Eigen::VectorXd y = given;
    Eigen::VectorXd image = given;
    for (std::int64_t k = 0; k < evaluations; ++k) {
        y += damping * (image - y);  // no step yet before the first evaluation: y = f = image
        const Eigen::VectorXd integrand = (2 * std::numbers::pi * y).array().tanh();
        image = given + weightedKernel * integrand;
    }
    return image.reshaped(2, f.cols());
}

/// Makes curve after curve of one recipe; what all curves share is computed once.
class CurveMaker {
public:
    CurveMaker(const SpiralsOptions& options)
        : m_times(equidistant(options.points)),
          m_released(options.recipe == "released")
    {
        if (m_released) {
            m_trapezoid = trapezoidKernel(m_times);
            return;
        }
        m_solver.emplace(makeSolver());
        m_interpolation = m_solver->interpolation(m_times);
    }

    /// [2, points]
    Eigen::MatrixXd make(const Eigen::Vector2d& u) const
    {
        if (m_released)
            return iterate(m_trapezoid, freeFunction(m_times, u), kReleasedEvaluations,
                           kReleasedDamping);
        return m_solver->solve(freeFunction(m_solver->knots(), u)) * m_interpolation;
    }

private:
    Eigen::VectorXd m_times;
    bool m_released;
    Eigen::MatrixXd m_trapezoid;
    std::optional<VolterraCollocation> m_solver;
    Eigen::MatrixXd m_interpolation;
};

std::vector<double> plainNumbers(const Eigen::VectorXd& numbers)
{
    return {numbers.begin(), numbers.end()};
}

std::shared_ptr<const KnownKernel> knownKernel()
{
    KnownKernel known;
    known.formula = "K(t,s) = [[cos D, -sin D], [-sin D, -cos D]], D = 2π (t + s); "
                    "F(y) = tanh(2π y)";
    known.components = 2;
    known.kernel = [](double t, double s) {
        // Symmetric: by rows is by columns.
        return plainNumbers(spirals::kernel(t, s).reshaped());
    };
    known.field = [](const std::vector<double>& y) {
        return plainNumbers(spirals::nonlinearity({y.at(0), y.at(1)}));
    };
    return std::make_shared<const KnownKernel>(std::move(known));
}

void addNoise(Eigen::MatrixXd& curve, double deviation, std::uint64_t seed)
{
    RandomStream random(seed);
    for (Eigen::Index k = 0; k < curve.cols(); ++k)
        for (Eigen::Index channel = 0; channel < curve.rows(); ++channel)
            curve(channel, k) += deviation * random.normal();
}

}  // namespace

Eigen::Vector2d offset(std::uint64_t seed, std::int64_t curveIndex, double amplitude)
{
    RandomStream random(
        deriveSeed(seed, seed_stream::kData, static_cast<std::uint64_t>(curveIndex)));
    const double first = random.uniform(-amplitude, amplitude);
    return {first, random.uniform(-amplitude, amplitude)};
}

Eigen::MatrixXd solve(const Eigen::Vector2d& u, std::int64_t points)
{
    const VolterraCollocation solver = makeSolver();
    return solver.solve(freeFunction(solver.knots(), u)) *
           solver.interpolation(equidistant(points));
}

Eigen::MatrixXd iterateTrapezoid(const Eigen::Vector2d& u, std::int64_t points,
                                 std::int64_t evaluations, double damping)
{
    const Eigen::VectorXd times = equidistant(points);
    return iterate(trapezoidKernel(times), freeFunction(times, u), evaluations, damping);
}

}  // namespace spirals

Dataset makeSpirals(const SpiralsOptions& options, const GenerationContext& context)
{
    using namespace spirals;
    if (options.given >= options.points)
        throw InputError("spirals", "dataset.given: no points are left to predict",
                         std::to_string(options.given),
                         "less than points, " + std::to_string(options.points));
    if (options.start + options.given > options.points)
        throw InputError("spirals",
                         "dataset.given_start: the given points do not lie within the curve",
                         std::to_string(options.start),
                         "0 to " + std::to_string(options.points - options.given));
    const bool released = options.recipe == "released";
    const double noise = released && options.noise == 0.0 ? kReleasedNoise : options.noise;

    const Eigen::VectorXd times = equidistant(options.points);
    std::vector<Eigen::MatrixXd> curves(static_cast<std::size_t>(options.curves));
    const CurveMaker maker(options);
    makeSamples(options.curves, 1, context, [&](std::int64_t i, std::int64_t) {
        Eigen::MatrixXd& curve = curves[static_cast<std::size_t>(i)];
        curve = maker.make(spirals::offset(context.seed, i, options.amplitude));
        if (noise > 0)
            addNoise(curve, noise,
                     deriveSeed(context.seed, seed_stream::kNoise, static_cast<std::uint64_t>(i)));
    });

    Dataset dataset;
    dataset.name = kName;
    dataset.title = kTitle;
    dataset.equation = kEquation;
    dataset.channels = {"y1", "y2"};
    dataset.times = timesToTensor({times.begin(), times.end()});
    dataset.values = curvesToTensor(curves);
    dataset.givenPoints = options.given;
    dataset.givenStart = options.start;
    dataset.noiseVariance = noise * noise;
    dataset.knownKernel = knownKernel();
    dataset.recipe = {{"name", kName},  {"equation", kEquation}, {"options", writeOptions(options)},
                      {"noise", noise}, {"seed", context.seed},  {"version", versionNumber()}};
    return dataset;
}

DatasetEntry spiralsEntry()
{
    using namespace spirals;
    return {kName, kTitle, kEquation, describeOptions<SpiralsOptions>(),
            [](const Json& section, const std::string& source, const GenerationContext& context) {
                return makeSpirals(
                    readOptions<SpiralsOptions>(section, source, "dataset", {"name"}), context);
            }};
}

}  // namespace nie
