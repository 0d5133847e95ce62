#include "core/base/error.h"
#include "core/models/nie/nie_model.h"
#include "tests/core/models/nie_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::nie_test {

using test::makeNie;
using test::nieQuery;
using test::solvedTightly;

class NieTest : public QObject {
    Q_OBJECT

    void addRules(const QStringList& limits, const QStringList& forms, const QStringList& rules)
    {
        QTest::addColumn<QString>("limits");
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("rule");
        for (const QString& limit : limits)
            for (const QString& form : forms)
                for (const QString& rule : rules)
                    QTest::addRow("%s, %s, %s", qPrintable(limit), qPrintable(form),
                                  qPrintable(rule))
                        << limit << form << rule;
    }

    NieOptions fetchedOptions(std::int64_t knots)
    {
        QFETCH(QString, limits);
        QFETCH(QString, form);
        QFETCH(QString, rule);
        auto options = solvedTightly(limits.toStdString(), knots);
        options.kernelForm = form.toStdString();
        options.quadrature = rule.toStdString();
        return options;
    }

private Q_SLOTS:
    void moreKnotsConvergeToOneSolution_data()
    {
        addRules({"volterra", "fredholm"}, {"factorised", "general"}, {"gauss", "clenshaw_curtis"});
    }
    void moreKnotsConvergeToOneSolution()
    {
        // Spectral accuracy: the networks are smooth, so doubling the knots leaves rounding only.
        const torch::NoGradGuard noGrad;
        const auto solve = [&](std::int64_t knots) {
            return makeNie(fetchedOptions(knots))->predict(nieQuery(), {}).y;
        };
        const auto reference = solve(80);
        const double coarse = (solve(10) - reference).abs().max().item<double>();
        const double fine = (solve(48) - reference).abs().max().item<double>();
        QVERIFY2(fine < 1e-9, qPrintable(QString::number(fine)));
        QVERIFY(coarse > fine);
    }

    void classicalRulesConvergeWithTheirOrders_data()
    {
        addRules({"volterra", "fredholm"}, {"factorised", "general"}, {"trapezoid", "simpson"});
    }
    void classicalRulesConvergeWithTheirOrders()
    {
        QFETCH(QString, rule);
        // The times asked for lie where panels end, for every number of knots.
        const torch::NoGradGuard noGrad;
        auto exactOptions = fetchedOptions(80);
        exactOptions.quadrature = "gauss";
        const auto exact = makeNie(exactOptions)->predict(nieQuery(17), {}).y;
        const auto error = [&](std::int64_t knots) {
            return (makeNie(fetchedOptions(knots))->predict(nieQuery(17), {}).y - exact)
                .norm()
                .item<double>();
        };
        const double order = std::log2(error(65) / error(129));
        const double expected = rule == "trapezoid" ? 2.0 : 4.0;
        QVERIFY2(std::abs(order - expected) < 0.25, qPrintable(QString::number(order)));
    }

    void solutionSatisfiesTheEquationAtUnseenTimesByAnIndependentRule_data()
    {
        addRules({"volterra", "fredholm"}, {"factorised", "general"}, {"gauss"});
    }
    void solutionSatisfiesTheEquationAtUnseenTimesByAnIndependentRule()
    {
        // y(t) - y(t') = f(t) - f(t') + the integrals' difference; with f = y(t0) it drops out.
        QFETCH(QString, limits);
        const torch::NoGradGuard noGrad;
        auto options = fetchedOptions(48);
        options.learnFreeFunction = false;
        options.kernelInputs = "times_and_difference";
        const auto model = makeNie(options);
        const bool volterra = limits == "volterra";
        const double t = 1.234567;
        const double end = volterra ? t : 2.0;
        const std::int64_t n = 2001;
        // Simpson's rule on [0, end]; the integrals are over unit time, of which 2 make the whole.
        const auto s = torch::linspace(0, end, n, torch::kDouble);
        const auto at = torch::tensor({t}, torch::kDouble);
        Query query = nieQuery();
        query.times = torch::cat({torch::zeros({1}, torch::kDouble), s, at});
        const auto y = test::normalised(model->predict(query, {}).y);
        const auto integrand =
            model->integrand(y.slice(1, 1, n + 1), at, s);  // [batch, 1, s, channel]
        const auto weights = test::simpsonWeights(n, end / 2.0);
        const auto integral = torch::einsum("s,btsd->btd", {weights, integrand});
        const auto start = test::normalised(query.given).slice(1, 0, 1);
        const double error = (y.slice(1, n + 1) - start - integral).abs().max().item<double>();
        QVERIFY2(error < 1e-9, qPrintable(QString::number(error)));
    }

    void volterraSolutionStartsAtTheGivenValue()
    {
        const torch::NoGradGuard noGrad;
        const Query query = nieQuery();
        const auto y = makeNie(solvedTightly("volterra", 24))->predict(query, {}).y;
        QVERIFY(torch::allclose(y.select(1, 0), query.given.select(1, 0), 1e-10, 1e-12));
    }

    void predictionDoesNotDependOnWhichTimesAreAskedFor_data()
    {
        addRules({"volterra", "fredholm"}, {"factorised", "general"},
                 {"gauss", "clenshaw_curtis", "trapezoid", "simpson", "monte_carlo", "lattice",
                  "sobol"});
    }
    void predictionDoesNotDependOnWhichTimesAreAskedFor()
    {
        const torch::NoGradGuard noGrad;
        auto options = fetchedOptions(32);
        options.nodes = 50;
        const auto model = makeNie(options);
        const auto coarse = model->predict(nieQuery(21), {}).y;
        const auto fine = model->predict(nieQuery(41), {}).y;
        const double difference = (fine.slice(1, 0, 41, 2) - coarse).abs().max().item<double>();
        QVERIFY2(difference < 1e-12, qPrintable(QString::number(difference)));
    }

    void localTermIsPartOfTheEquationAtEveryTime_data()
    {
        addRules({"volterra", "fredholm"}, {"factorised", "general"}, {"gauss"});
    }
    void localTermIsPartOfTheEquationAtEveryTime()
    {
        const torch::NoGradGuard noGrad;
        auto options = fetchedOptions(32);
        options.localTerm = true;
        options.learnFreeFunction = false;
        const auto model = makeNie(options);
        Query query = nieQuery();
        const auto knots = model->knotTimes();
        query.times = torch::cat({torch::zeros({1}, torch::kDouble), knots, query.times});
        const auto prediction = model->predict(query, {});
        QVERIFY(prediction.trace.allConverged());
        const auto y = test::normalised(prediction.y);
        const auto local = model->localTerm(y, query.times);
        QVERIFY(local.abs().max().item<double>() > 1e-3);
        const auto integral = model->integralOf(y.slice(1, 1, 33), query.times);
        const auto start = test::normalised(query.given).slice(1, 0, 1);
        const double error = (y - start - local - integral).abs().max().item<double>();
        QVERIFY2(error < 1e-10, qPrintable(QString::number(error)));
    }

    void everyPartOfTheModelReceivesAGradient_data()
    {
        QTest::addColumn<QString>("form");
        QTest::addColumn<QString>("free");
        for (const char* form : {"factorised", "general"})
            for (const char* free : {"constant", "given", "latent"})
                QTest::addRow("%s, %s", form, free) << QString(form) << QString(free);
    }
    void everyPartOfTheModelReceivesAGradient()
    {
        QFETCH(QString, form);
        QFETCH(QString, free);
        NieOptions options;
        options.kernelForm = form.toStdString();
        options.freeFunction = free.toStdString();
        options.localTerm = true;
        const auto model = makeNie(options);
        model->train();
        model->predict(nieQuery(21, 4), {}).y.square().sum().backward();
        for (const auto& item : model->named_parameters()) {
            // A constant in psi cancels: f(t) = y0 + psi(t) - psi(0).
            if (item.key() == "free_function.shape.layer2.bias")
                continue;
            QVERIFY2(item.value().grad().defined() && item.value().grad().norm().item<double>() > 0,
                     item.key().c_str());
        }
    }

    void givenPointsContinuedAreTheFreeFunction()
    {
        // Without the kernel y = f: the given points, and after them the last one.
        NieOptions options = solvedTightly("volterra", 16);
        options.freeFunction = "given";
        options.learnFreeFunction = false;
        const auto model = makeNie(options);
        test::switchOffKernel(*model);
        const torch::NoGradGuard noGrad;
        const Query query = nieQuery(21, 5);
        const auto y = model->predict(query, {}).y;
        QVERIFY(torch::allclose(y.slice(1, 0, 5), query.given, 1e-12, 1e-12));
        QVERIFY(torch::allclose(y.slice(1, 5), query.given.slice(1, 4, 5).expand({-1, 16, -1}),
                                1e-12, 1e-12));
    }

    void parameterCountOfTheGeneralFormIsThatOfTheReleasedSize()
    {
        // G 1,282, F 1,218 and psi 1,186 numbers at two channels and layers of 32.
        NieOptions options;
        options.kernelForm = "general";
        options.rank = 2;
        options.hidden = 32;
        options.timeFeatures = 0;
        QCOMPARE(test::makeNieAsGiven(options)->parameterCount(), std::int64_t(3686));
    }

    void askedNumberOfEvaluationsIsMade()
    {
        const torch::NoGradGuard noGrad;
        const auto model = makeNie(solvedTightly("volterra", 16));
        for (const std::int64_t count : {1, 3, 6})
            QCOMPARE(model->predict(nieQuery(), {.evaluations = count}).trace.evaluations, count);
    }

    void freeFunctionFromOutsideIsRefused()
    {
        Query query = nieQuery();
        query.freeFunction = torch::zeros({3, 21, 2}, torch::kDouble);
        QVERIFY_EXCEPTION_THROWN(makeNie()->predict(query, {}), InputError);
    }

    void generalFormHasNoKernelOfTimesAlone()
    {
        NieOptions options;
        options.kernelForm = "general";
        const auto t = torch::linspace(0, 2, 3, torch::kDouble);
        QVERIFY_EXCEPTION_THROWN(makeNie(options)->kernel(t, t), InputError);
    }
};

NIE_TEST(NieTest);

}  // namespace nie::nie_test

#include "nie_test.moc"
