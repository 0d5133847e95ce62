#include "core/results/fields/field_look.h"
#include "tests/core/results/field_samples.h"
#include "tests/support/error_text.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace nie::field_look_test {

using namespace nie::test;

namespace {

/// Nothing of it as by default.
FieldLook unusualLook()
{
    FieldLook look;
    look.kind = FieldKind::SpaceTime;
    look.channel = 2;
    look.otherChannel = 4;
    look.time = 7;
    look.iterate = 3;
    look.colourMap = "teal";
    look.errorMap = "grey";
    look.reversed = true;
    look.range = FieldRange::Manual;
    look.from = -0.1;
    look.to = 2.5;
    look.linked = false;
    look.error = FieldError::Relative;
    look.contours = 5;
    look.arrows = true;
    look.shaded = false;
    look.probes = {{0.25, 0.5}, {1.0 / 3.0, 0.1}};
    look.line = std::pair(std::vector{0.0, 0.1}, std::vector{0.9, 0.2});
    return look;
}

QString refusalOf(const QByteArray& text)
{
    return inputErrorOf([&text] { fieldLookFromJson(Json::parse(text.toStdString()), "a.png"); });
}

}  // namespace

class FieldLookTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySettingComesBackFromJson()
    {
        const FieldLook look = unusualLook();
        const Json json = fieldLookToJson(look);
        QVERIFY(fieldLookFromJson(Json::parse(json.dump()), "x") == look);
        QCOMPARE(json["kind"].get<std::string>(), std::string("space_time"));
        // Each key tells the two looks apart: none is written without being read.
        const Json usual = fieldLookToJson({});
        QCOMPARE(usual.size(), json.size());
        for (const auto& item : json.items()) {
            QVERIFY2(usual[item.key()] != item.value(), item.key().c_str());
            Json alone = Json::object();
            alone[item.key()] = item.value();
            QVERIFY2(fieldLookFromJson(alone, "x") != FieldLook(), item.key().c_str());
        }
    }

    void looksWithoutManualEndsAreEqual()
    {
        QVERIFY(FieldLook() == FieldLook());
        QVERIFY(fieldLookFromJson(fieldLookToJson({}), "x") == FieldLook());
        QVERIFY(fieldLookFromJson(Json::object(), "x") == FieldLook());
        FieldLook set;
        set.to = 1.0;
        QVERIFY(set != FieldLook());
    }

    void aFaultNamesSourceKeyAndWhatIsAllowed_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* json, const QStringList& words) {
            QTest::newRow(json) << json << words;
        };
        row(R"({"channels": 1})", {"channels", "other_channel"});
        row(R"({"kind": "movie"})", {"kind", "movie", "space_time"});
        row(R"({"range": "wide"})", {"range", "wide", "robust"});
        row(R"({"error": 1})", {"error", "1"});
        row(R"({"time": -1})", {"time", "-1"});
        row(R"({"iterate": -2})", {"iterate", "-2"});
        row(R"({"contours": 1000})", {"contours", "1000"});
        row(R"({"colour_map": "jet"})", {"colour_map", "jet", "viridis"});
        row(R"({"linked": "yes"})", {"linked", "yes"});
        row(R"({"from": "low"})", {"from", "low", "null"});
        row(R"({"probes": 3})", {"probes", "3"});
        row(R"({"probes": [[0.1], "x"]})", {"probes[1]", "coordinates"});
        row(R"({"line": [[0, 0]]})", {"line", "two places"});
        row(R"([1])", {"1"});
    }
    void aFaultNamesSourceKeyAndWhatIsAllowed()
    {
        QFETCH(QString, json);
        QFETCH(QStringList, words);
        const QString text = refusalOf(json.toUtf8());
        QVERIFY2(text.contains("a.png"), qPrintable(text));
        for (const QString& word : words)
            QVERIFY2(text.contains(word), qPrintable(word + " in: " + text));
    }

    void kindsHaveNames()
    {
        for (const FieldKind kind : {FieldKind::Compare, FieldKind::SpaceTime, FieldKind::Profile,
                                     FieldKind::Curves, FieldKind::Phase, FieldKind::Error})
            QVERIFY(fieldKindFromName(fieldKindName(kind), "x") == kind);
        const QString text = inputErrorOf([] { fieldKindFromName("film", "--view"); });
        for (const char* word : {"--view", "film", "compare", "space_time", "error"})
            QVERIFY2(text.contains(word), qPrintable(text));
    }

    void aSampleHasTheKindsThatSaySomething()
    {
        using enum FieldKind;
        QVERIFY((fieldKindsOf(numberedPlane()) ==
                 std::vector{Compare, Profile, Curves, FieldKind::Error}));
        QVERIFY((fieldKindsOf(numberedLine()) ==
                 std::vector{Compare, SpaceTime, Profile, Curves, FieldKind::Error}));
        QVERIFY((fieldKindsOf(numberedCurves(2)) ==
                 std::vector{Compare, Curves, Phase, FieldKind::Error}));
        QVERIFY(
            (fieldKindsOf(numberedCurves(1)) == std::vector{Compare, Curves, FieldKind::Error}));
    }

    void aLookIsFittedIntoTheSample()
    {
        FieldLook look = unusualLook();
        look.probes.push_back({0.5});
        const FieldLook plane = fittedTo(numberedPlane(), look);
        QVERIFY(plane.kind == FieldKind::Compare);
        QCOMPARE(plane.channel, std::int64_t(1));
        QCOMPARE(plane.otherChannel, std::int64_t(0));
        QCOMPARE(plane.time, std::int64_t(2));
        QCOMPARE(plane.iterate, -1);
        QVERIFY(!plane.arrows);
        QCOMPARE(plane.probes.size(), std::size_t(2));
        QVERIFY(plane.line.has_value());
        QCOMPARE(plane.contours, 5);
        const FieldLook line = fittedTo(numberedLine(), look);
        QVERIFY(line.kind == FieldKind::SpaceTime);
        QVERIFY((line.probes == std::vector<std::vector<double>>{{0.5}}));
        QVERIFY(!line.line.has_value());
        QVERIFY(fittedTo(numberedCurves(), look).probes.empty());
        QVERIFY(fittedTo(numberedPlane(), plane) == plane);
    }

    void anIterateIsOneThatThereIs()
    {
        PredictionSnapshot sample = numberedLine();
        sample.iterates = {sample.truth, sample.prediction};
        FieldLook look;
        look.iterate = 9;
        QCOMPARE(fittedTo(sample, look).iterate, 1);
        look.iterate = -1;
        QCOMPARE(fittedTo(sample, look).iterate, -1);
    }
};

NIE_TEST(FieldLookTest);

}  // namespace nie::field_look_test

#include "field_look_test.moc"
