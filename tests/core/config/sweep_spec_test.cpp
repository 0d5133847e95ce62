#include "core/base/error.h"
#include "core/config/sweep_command.h"
#include "core/config/sweep_spec.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>
#include <set>

namespace nie::sweep_spec_test {

using Type = OptionDescription::Type;

namespace {

/// Three options as a program would describe them.
std::vector<OptionDescription> threeOptions(const RunConfig&)
{
    return {{"training.learning_rate",
             Type::Real,
             1e-3,
             {.description = "rate", .minimum = 0.0, .maximum = 1.0, .minimumExcluded = true}},
            {"model.width", Type::Integer, 16, {.description = "width", .minimum = 1.0}},
            {"training.optimizer",
             Type::Text,
             "adamw",
             {.description = "optimiser", .choices = {"adamw", "adam"}}}};
}

SweepSpec specOf(const std::vector<std::string>& vary)
{
    SweepSpec spec;
    spec.config.experiment = "e";
    spec.config.model = {{"name", "m"}};
    for (const std::string& assignment : vary)
        spec.vary(assignment);
    return spec;
}

std::vector<double> numbersOf(const std::string& law, Type type = Type::Real)
{
    std::vector<double> numbers;
    for (const Json& value : ValueLaw::parse(law, "test").grid(type))
        numbers.push_back(value.get<double>());
    return numbers;
}

QString refusal(const std::vector<std::string>& vary, std::int64_t random = 0)
{
    return test::inputErrorOf([&] {
        SweepSpec spec = specOf(vary);
        spec.randomPoints = random;
        sweepPoints(spec, threeOptions);
    });
}

}  // namespace

class SweepSpecTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aLogarithmicGridHitsItsDecadesExactly()
    {
        QCOMPARE(numbersOf("log:1e-4:1e-1:4"), (std::vector<double>{1e-4, 1e-3, 1e-2, 1e-1}));
        const std::vector<double> halves = numbersOf("log:1:100:5");
        for (std::size_t i = 0; i < halves.size(); ++i)
            QVERIFY(std::abs(halves[i] / std::pow(10.0, 0.5 * static_cast<double>(i)) - 1.0) <
                    1e-11);
    }

    void aLinearGridIsEvenAndShort()
    {
        QCOMPARE(numbersOf("lin:0:1:11")[3], 0.3);
        QCOMPARE(numbersOf("lin:-1:1:3"), (std::vector<double>{-1.0, 0.0, 1.0}));
    }

    void wholeNumbersAreRoundedAndCountOnce()
    {
        QCOMPARE(numbersOf("log:16:64:3", Type::Integer), (std::vector<double>{16, 32, 64}));
        QCOMPARE(numbersOf("lin:1:3:9", Type::Integer), (std::vector<double>{1, 2, 3}));
        QVERIFY(ValueLaw::parse("lin:1:3:9", "test").grid(Type::Integer)[0].is_number_integer());
    }

    void lawsAreWrittenAsTheyAreRead()
    {
        for (const char* text : {"16,32,64", "adam,adamw", "lin:0:1:5", "log:0.0001:0.1:4",
                                 "uniform:0:0.5", "loguniform:0.0001:0.1", "choice:adam,adamw"})
            QCOMPARE(ValueLaw::parse(text, "test").text(), std::string(text));
    }

    void lawsThatAreNoneAreRefused_data()
    {
        QTest::addColumn<QString>("law");
        QTest::addColumn<QString>("reason");
        QTest::newRow("falling") << "lin:1:0:3"
                                 << "do not rise";
        QTest::newRow("one value") << "lin:0:1:1"
                                   << "wrong number of values";
        QTest::newRow("logarithm of 0") << "log:0:1:3"
                                        << "above 0";
        QTest::newRow("missing part") << "log:1:2"
                                      << "wrong number of parts";
        QTest::newRow("no number") << "uniform:a:2"
                                   << "not a number";
        QTest::newRow("not finite") << "uniform:0:inf"
                                    << "not a number";
        QTest::newRow("twice") << "16,16"
                               << "named twice";
        QTest::newRow("empty value") << "16,,32"
                                     << "empty";
    }
    void lawsThatAreNoneAreRefused()
    {
        QFETCH(QString, law);
        QFETCH(QString, reason);
        const QString text =
            test::inputErrorOf([&] { ValueLaw::parse(law.toStdString(), "--vary a.b"); });
        QVERIFY2(text.contains(reason) && text.contains("--vary a.b"), qPrintable(text));
    }

    void aGridHasEveryCombinationOnce()
    {
        const auto points =
            sweepPoints(specOf({"training.learning_rate=log:1e-4:1e-1:4", "model.width=16,32,64"}),
                        threeOptions);
        QCOMPARE(points.size(), std::size_t(12));
        std::set<std::string> distinct;
        for (const SweepPoint& point : points)
            distinct.insert(Json(point).dump());
        QCOMPARE(distinct.size(), std::size_t(12));
        QVERIFY(points.front() == (SweepPoint{1e-4, 16}));
        QVERIFY(points.back() == (SweepPoint{1e-1, 64}));
        QCOMPARE(sweepPoints(specOf({}), threeOptions).size(), std::size_t(1));
    }

    void drawnPointsLieWithinTheirBoundsAndFollowTheirLaw()
    {
        SweepSpec spec =
            specOf({"training.learning_rate=loguniform:1e-4:1e-1", "model.width=uniform:4:9"});
        spec.randomPoints = 2000;
        double sum = 0.0;
        std::set<std::int64_t> widths;
        const auto points = sweepPoints(spec, threeOptions);
        for (const SweepPoint& point : points) {
            const double rate = point[0].get<double>();
            QVERIFY(rate >= 1e-4 && rate <= 1e-1);
            sum += std::log10(rate);
            widths.insert(point[1].get<std::int64_t>());
        }
        QVERIFY(widths == (std::set<std::int64_t>{4, 5, 6, 7, 8, 9}));
        // Mean of log10 is -2.5, its standard error 3 / sqrt(12 n) = 0.0194: five of them.
        QVERIFY(std::abs(sum / static_cast<double>(points.size()) + 2.5) < 0.097);
    }

    void drawnPointsDependOnTheSeedAlone()
    {
        SweepSpec spec =
            specOf({"training.learning_rate=loguniform:1e-4:1e-1", "model.width=8,16"});
        spec.randomPoints = 10;
        const auto ten = sweepPoints(spec, threeOptions);
        QVERIFY(sweepPoints(spec, threeOptions) == ten);
        spec.randomPoints = 20;
        auto twenty = sweepPoints(spec, threeOptions);
        twenty.resize(10);
        QVERIFY(twenty == ten);
        SweepSpec turned =
            specOf({"model.width=8,16", "training.learning_rate=loguniform:1e-4:1e-1"});
        turned.randomPoints = 10;
        QVERIFY(sweepPoints(turned, threeOptions)[3][1] == ten[3][0]);
        spec.randomPoints = 10;
        spec.config.seed = 2;
        QVERIFY(sweepPoints(spec, threeOptions) != ten);
    }

    void equalDrawsCountOnce()
    {
        SweepSpec spec = specOf({"model.width=choice:8,16"});
        spec.randomPoints = 50;
        QCOMPARE(sweepPoints(spec, threeOptions).size(), std::size_t(2));
    }

    void whatIsWrongIsNamedWithPathFoundAndAllowed_data()
    {
        QTest::addColumn<QString>("vary");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("misspelt") << "model.widht=16"
                                  << QStringList{"model.widht", "did you mean 'model.width'"};
        QTest::newRow("out of range")
            << "training.learning_rate=0.1,2"
            << QStringList{"training.learning_rate: out of range", "found 2.0", "<= 1"};
        QTest::newRow("excluded end")
            << "training.learning_rate=lin:0:1:3" << QStringList{"training.learning_rate", "> 0"};
        QTest::newRow("wrong type")
            << "model.width=16,half" << QStringList{"model.width: wrong type", "\"half\""};
        QTest::newRow("no choice") << "training.optimizer=adam,sgd"
                                   << QStringList{"unknown value", "\"sgd\"", "adamw, adam"};
        QTest::newRow("seed") << "seed=1,2" << QStringList{"cannot be varied", "--seeds"};
        QTest::newRow("no section") << "banana=1" << QStringList{"banana", "unknown key"};
        QTest::newRow("drawn in a grid") << "training.learning_rate=uniform:0.1:0.2"
                                         << QStringList{"has to be drawn", "--random"};
        QTest::newRow("as many as may be") << "model.width=lin:1:10000:10000" << QStringList{};
    }
    void whatIsWrongIsNamedWithPathFoundAndAllowed()
    {
        QFETCH(QString, vary);
        QFETCH(QStringList, parts);
        const QString text = refusal({vary.toStdString()});
        QCOMPARE(text == "no error", parts.isEmpty());
        for (const QString& part : parts)
            QVERIFY2(text.contains(part), qPrintable(text));
    }

    void moreRunsThanCanBeMeantAreRefused()
    {
        QVERIFY(refusal({"model.width=lin:1:9999:5000", "training.learning_rate=0.1,0.2,0.3"})
                    .contains("too many runs"));
        QVERIFY(refusal({}, 3).contains("random points of nothing"));
        QVERIFY(refusal({"model.width=1", "model.width=2"}).contains("varied twice"));
    }

    void aSweepIsReadAsItWasWritten()
    {
        SweepSpec spec = specOf({"training.learning_rate=log:1e-4:1e-1:4", "model.width=16,32"});
        spec.seeds = 3;
        spec.randomPoints = 7;
        const SweepSpec read = SweepSpec::fromJson(spec.toJson(), "sweep.json");
        QVERIFY(read.toJson() == spec.toJson());
        Json extra = spec.toJson();
        extra["sedes"] = 2;
        QVERIFY(test::inputErrorOf([&] {
                    SweepSpec::fromJson(extra, "sweep.json");
                }).contains("did you mean 'seeds'"));
    }

    void aRunHasItsValuesItsSeedAndNothingElseChanged()
    {
        const SweepSpec spec = specOf({"training.learning_rate=0.1", "model.width=16"});
        const RunConfig run = spec.configAt({0.1, 16}, 5);
        QCOMPARE(run.seed, std::uint64_t(5));
        QVERIFY(run.training == (Json{{"learning_rate", 0.1}}));
        QVERIFY(run.model == (Json{{"name", "m"}, {"width", 16}}));
        QCOMPARE(spec.pointText({0.1, 16}), std::string("learning_rate 0.1, width 16"));
    }

    void anotherModelBeginsWithItsDefaults()
    {
        SweepSpec spec = specOf({"model.name=m,n"});
        spec.config.model["heads"] = 4;
        QVERIFY(spec.configAt({"m"}, 1).model == (Json{{"name", "m"}, {"heads", 4}}));
        QVERIFY(spec.configAt({"n"}, 1).model == (Json{{"name", "n"}}));
    }

    void theCommandNamesWhatDiffers()
    {
        SweepSpec spec = specOf({"training.learning_rate=log:1e-4:1e-1:4"});
        spec.config.training = {{"epochs", 300}};
        const RunConfig shipped = spec.config;
        spec.config.training = {{"steps", 20}};
        spec.seeds = 3;
        QCOMPARE(sweepCommand(spec, shipped),
                 std::string("nie sweep e --steps 20 --vary "
                             "training.learning_rate=log:0.0001:0.1:4 --seeds 3"));
    }
};

NIE_TEST(SweepSpecTest);

}  // namespace nie::sweep_spec_test

#include "sweep_spec_test.moc"
