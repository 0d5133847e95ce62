#include "core/base/error.h"
#include "core/results/model_summary.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::model_summary_test {

namespace {

ModelSummary example()
{
    ModelSummary summary;
    summary.experiment = "spirals";
    summary.precision = "float32";
    summary.model = {"anie",
                     "Anie",
                     {{"scale", {}, 1}},
                     {{"inner", "Linear", {{"weight", {3, 4}, 12}, {"bias", {3}, 3}}, {}}}};
    summary.parameterBytes = 64;
    summary.gradientBytes = 64;
    summary.optimizerBytes = 128;
    summary.bufferBytes = 8;
    summary.activationBytes = 1000;
    summary.batchSize = 32;
    return summary;
}

}  // namespace

class ModelSummaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aModuleCountsItsPartsToo()
    {
        QCOMPARE(example().model.parameterCount(), 16);
        QCOMPARE(example().model.modules[0].parameterCount(), 15);
    }
    void theTotalHoldsEverything() { QCOMPARE(example().totalBytes(), 1264); }
    void jsonGivesTheSameBack()
    {
        for (const bool measured : {true, false}) {
            ModelSummary summary = example();
            if (!measured)
                summary.activationBytes.reset();
            const Json json = Json::parse(summary.toJson().dump());
            QVERIFY(ModelSummary::fromJson(json, "test").toJson() == summary.toJson());
            QCOMPARE(json.at("parameters").get<int>(), 16);
        }
    }
    void whatIsNoSummaryIsRefused()
    {
        Json json = example().toJson();
        json["memory"].erase("total");
        QCOMPARE(ModelSummary::fromJson(json, "test").totalBytes(), 1264);
        json["memory"].erase("gradients");
        QVERIFY_EXCEPTION_THROWN(ModelSummary::fromJson(json, "test"), InputError);
        QVERIFY_EXCEPTION_THROWN(ModelSummary::fromJson(Json(), "test"), InputError);
    }
    void memoryIsWrittenWithThreeDigits()
    {
        QCOMPARE(memoryText(0), std::string("0 B"));
        QCOMPARE(memoryText(999), std::string("999 B"));
        QCOMPARE(memoryText(53640), std::string("53.6 kB"));
        QCOMPARE(memoryText(1278627LL * 4), std::string("5.11 MB"));
        QCOMPARE(memoryText(123'456'789'012), std::string("123 GB"));
    }
};

NIE_TEST(ModelSummaryTest);

}  // namespace nie::model_summary_test

#include "model_summary_test.moc"
