#include "core/base/error.h"
#include "core/models/fno/fno.h"
#include "tests/core/models/field_problem.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::fno_test {

namespace {

double largest(const torch::Tensor& t)
{
    return t.abs().max().item<double>();
}

std::shared_ptr<Model> modelOf(const std::string& name, const ModelContext& context,
                               Json options = {})
{
    torch::manual_seed(3);
    options["name"] = name;
    return findModel(name, "test").make(options, "test", context);
}

Json small(std::int64_t width = 6, std::int64_t modes = 4)
{
    return {{"width", width}, {"modes", modes}, {"projection", 16}, {"layers", 2}};
}

/// The model in double and evaluation mode on the four waves.
torch::Tensor answer(Model& model, const ModelContext& context, const torch::Tensor& times = {})
{
    const torch::NoGradGuard noGradient;
    model.to(torch::kDouble);
    model.eval();
    auto query = test::fieldQuery(context, test::travellingWaves(context), torch::kDouble);
    if (times.defined())
        query.times = times;
    return model.predict(query, {}).y;
}

}  // namespace

class FnoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parametersAreThoseOfThePublications()
    {
        const auto count = [](const std::string& name, const ModelContext& context, Json options) {
            return modelOf(name, context, std::move(options))->parameterCount();
        };
        QCOMPARE(count("fno1d", test::fieldContext(1, 64, 5), {}), std::int64_t(549569));
        const Json norm = {{"batch_norm", true}};
        QCOMPARE(count("fno2d", test::fieldContext(2, 16, 12, 10), norm), std::int64_t(414517));
        QCOMPARE(count("fno2d", test::fieldContext(2, 16, 12, 1), norm), std::int64_t(414337));
        QCOMPARE(count("fno3d", test::fieldContext(2, 16, 20, 10), norm), std::int64_t(6558537));
        // A line and time: lift 3 -> 32, four layers of 2 20 x 2 10 modes, as the formula says.
        const std::int64_t line = 4 * 32 + 4 * (2 * 32 * 32 * 20 * 20 + 33 * 32) + 33 * 128 + 129;
        QCOMPARE(count("fno2d", test::fieldContext(1, 64, 20), {{"padding", 0.0}}), line);
    }

    void modesBeyondTheGridAreLeftOut()
    {
        const auto context = test::fieldContext(1, 8, 5);
        const auto wide = modelOf("fno1d", context, {{"modes", 100}});
        QCOMPARE(wide->parameterCount(),
                 modelOf("fno1d", context, {{"modes", 4}})->parameterCount());
    }

    void fourWavesAreLearned_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("dimensions");
        QTest::addColumn<QString>("form");
        QTest::newRow("fno1d, rolled out") << "fno1d" << 1 << "roll_out";
        QTest::newRow("fno1d, direct") << "fno1d" << 1 << "direct";
        QTest::newRow("fno2d on a line") << "fno2d" << 1 << "";
        QTest::newRow("fno2d on a plane, rolled out") << "fno2d" << 2 << "roll_out";
        QTest::newRow("fno2d on a plane, direct") << "fno2d" << 2 << "direct";
        QTest::newRow("fno3d") << "fno3d" << 2 << "";
    }
    void fourWavesAreLearned()
    {
        QFETCH(QString, name);
        QFETCH(int, dimensions);
        QFETCH(QString, form);
        const auto context = test::fieldContext(dimensions, dimensions == 1 ? 16 : 8, 5);
        Json options = small(12, 3);
        if (!form.isEmpty())
            options["form"] = form.toStdString();
        const auto model = modelOf(name.toStdString(), context, options);
        const double left = test::lossLeftOnFourWaves(*model, context, 250, 1e-2);
        QVERIFY2(left < 0.01, qPrintable(QString::number(left)));
    }

    void shiftedFieldsGiveShiftedAnswersWithoutCoordinates()
    {
        for (const char* name : {"fno1d", "fno2d"}) {
            const auto context = test::fieldContext(1, 24, 6);
            Json options = small();
            options["space_coordinates"] = false;
            const auto model = modelOf(name, context, options);
            model->to(torch::kDouble);
            model->eval();
            const torch::NoGradGuard noGradient;
            auto query = test::fieldQuery(context, test::travellingWaves(context), torch::kDouble);
            const auto y = model->predict(query, {}).y;
            query.given = query.given.roll(5, 2);
            QVERIFY(largest(model->predict(query, {}).y - y.roll(5, 2)) < 1e-12);
            QVERIFY(largest(y.slice(1, 1) - y.slice(1, 0, 1)) > 1e-3);
        }
    }

    void finerGridsGiveTheSameFunction_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("dimensions");
        QTest::newRow("fno1d") << "fno1d" << 1;
        QTest::newRow("fno2d on a line") << "fno2d" << 1;
        QTest::newRow("fno2d on a plane") << "fno2d" << 2;
        QTest::newRow("fno3d") << "fno3d" << 2;
    }
    void finerGridsGiveTheSameFunction()
    {
        QFETCH(QString, name);
        QFETCH(int, dimensions);
        // Without coordinates all is smooth and periodic: what is left is aliasing, which falls
        // faster than any power of the spacing.
        Json options = small(5, 3);
        options["space_coordinates"] = false;
        const auto model =
            modelOf(name.toStdString(), test::fieldContext(dimensions, 12, 4), options);
        std::vector<torch::Tensor> answers;
        for (const std::int64_t cells : {12, 24, 48}) {
            auto y = answer(*model, test::fieldContext(dimensions, cells, 4));
            for (int axis = 0; axis < dimensions; ++axis)
                y = y.slice(2 + axis, 0, c10::nullopt, cells / 12);
            answers.push_back(y.slice(1, 1));
        }
        const double coarse = largest(answers[0] - answers[2]) / largest(answers[2]);
        const double fine = largest(answers[1] - answers[2]) / largest(answers[2]);
        QVERIFY2(coarse < 2e-2 && fine < 0.02 * coarse,
                 qPrintable(QString("%1 %2").arg(coarse).arg(fine)));
    }

    void spaceTimeAnswersOnFinerTimes()
    {
        // The interval's end makes the sums over time a rule of order 1.
        Json options = small(5, 3);
        options["time_modes"] = 2;
        const auto context = test::fieldContext(1, 16, 9);
        const auto model = modelOf("fno2d", context, options);
        const auto at = [&](std::int64_t times) {
            return answer(*model, context, torch::linspace(0, 1, times, torch::kDouble))
                .slice(1, 0, c10::nullopt, (times - 1) / 8);
        };
        const auto exact = at(513);
        const double coarse = largest(at(33) - exact);
        const double fine = largest(at(65) - exact);
        QVERIFY2(fine > 0 && coarse / fine > 1.7 && coarse / fine < 2.5,
                 qPrintable(QString("%1 %2").arg(coarse).arg(fine)));
    }

    void givenFramesAreRepeatedAndTheRestDoesNotDependOnWhatElseIsAsked()
    {
        for (const char* name : {"fno1d", "fno2d"}) {
            const auto context = test::fieldContext(1, 16, 7, 2);
            const auto model = modelOf(name, context, small());
            const auto all = answer(*model, context);
            QVERIFY(
                torch::equal(all.slice(1, 0, 2), test::travellingWaves(context).slice(1, 0, 2)));
            const auto some = torch::tensor({0.0, 1.0 / 6, 0.5, 5.0 / 6}, torch::kDouble);
            const auto chosen = all.index_select(1, torch::tensor({0, 1, 3, 5}));
            QVERIFY(largest(answer(*model, context, some) - chosen) < 1e-12);
        }
    }

    void betweenItsTimesARollOutIsASmoothCurveThroughThem()
    {
        const auto context = test::fieldContext(1, 16, 9);
        const auto model = modelOf("fno1d", context, small());
        const auto near = torch::tensor({0.0, 0.5 - 1e-3, 0.5 + 1e-3}, torch::kDouble);
        const auto y = answer(*model, context, near);
        const auto there = answer(*model, context).select(1, 4);
        QVERIFY(largest(0.5 * (y.select(1, 1) + y.select(1, 2)) - there) < 1e-4 * largest(there));
    }

    void directAnswersOfATimeDoNotDependOnTheOthers()
    {
        const auto context = test::fieldContext(1, 16, 5);
        Json options = small();
        options["form"] = "direct";
        const auto model = modelOf("fno1d", context, options);
        const auto alone = answer(*model, context, torch::tensor({0.0, 0.3}, torch::kDouble));
        const auto among =
            answer(*model, context, torch::tensor({0.0, 0.1, 0.3, 0.77}, torch::kDouble));
        QVERIFY(largest(alone.select(1, 1) - among.select(1, 2)) < 1e-13);
    }

    void aRollOutGoesOnFromWhereItWasBrokenOff()
    {
        const auto context = test::fieldContext(1, 16, 8, 2);
        const auto model = modelOf("fno1d", context, small());
        const auto whole = answer(*model, context);
        auto query = test::fieldQuery(context, whole.slice(1, 3), torch::kDouble);
        query.times = context.times.slice(0, 3);
        const torch::NoGradGuard noGradient;
        QVERIFY(largest(model->predict(query, {}).y - whole.slice(1, 3)) < 1e-12);
    }

    void onlyTheTimeSinceTheGivenFramesCounts()
    {
        Json direct = small();
        direct["form"] = "direct";
        for (const auto& [name, options] :
             {std::pair{"fno1d", direct}, std::pair{"fno2d", small()}}) {
            const auto context = test::fieldContext(1, 16, 9, 2);
            const auto model = modelOf(name, context, options);
            auto query = test::fieldQuery(context, test::travellingWaves(context), torch::kDouble);
            query.times = context.times.slice(0, 3);
            answer(*model, context);
            const torch::NoGradGuard noGradient;
            const auto late = model->predict(query, {}).y;
            QVERIFY(largest(late - answer(*model, context).slice(1, 0, 6)) < 1e-12);
        }
    }

    void timesOutOfReachAreRefused()
    {
        for (const char* name : {"fno1d", "fno2d"}) {
            const auto context = test::fieldContext(1, 16, 5, 2);
            const auto model = modelOf(name, context, small());
            for (const auto& times : {torch::tensor({0.0, 0.25, 1.2}),
                                      torch::tensor({0.0, 0.125, 0.5}), torch::zeros({1})})
                QVERIFY_EXCEPTION_THROWN(answer(*model, context, times.to(torch::kDouble)),
                                         InputError);
        }
    }

    void batchNormalisationLeavesSamplesAloneInEvaluation()
    {
        const auto context = test::fieldContext(2, 8, 4);
        Json options = small();
        options["batch_norm"] = true;
        const auto model = modelOf("fno2d", context, options);
        model->train();
        const auto query = test::fieldQuery(context, test::travellingWaves(context), torch::kFloat);
        model->predict(query, {});
        const auto together = answer(*model, context);
        auto one = test::fieldQuery(context, test::travellingWaves(context).slice(0, 2, 3),
                                    torch::kDouble);
        const torch::NoGradGuard noGradient;
        QVERIFY(largest(model->predict(one, {}).y[0] - together[2]) < 1e-12);
    }

    void rollOutStopsWhenAsked()
    {
        const auto context = test::fieldContext(1, 16, 5);
        std::stop_source source;
        source.request_stop();
        const auto model = modelOf("fno1d", context, small());
        const auto query = test::fieldQuery(context, test::travellingWaves(context), torch::kFloat);
        QVERIFY_EXCEPTION_THROWN(model->predict(query, {.stop = source.get_token()}), Interrupted);
    }
};

NIE_TEST(FnoTest);

}  // namespace nie::fno_test

#include "fno_test.moc"
