#include "core/base/error.h"
#include "core/results/run_folder.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <cmath>

namespace nie::run_json_test {

class RunJsonTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void outcomeOfEveryStateIsReadBack()
    {
        for (const auto state : {RunOutcome::State::Completed, RunOutcome::State::StoppedEarly,
                                 RunOutcome::State::OutOfTime, RunOutcome::State::Stopped,
                                 RunOutcome::State::Failed}) {
            RunOutcome outcome{state,     "why, \"so\"", 120, 4,
                               1.0 / 3.0, 1e-5,          80,  {0.7, 0.2, 0.06, 0.04}};
            const Json json = parseJson(outcomeToJson(outcome).dump(), "text");
            const RunOutcome back = outcomeFromJson(json, "outcome.json");
            QVERIFY(back.state == state);
            QCOMPARE(back.message, outcome.message);
            QCOMPARE(back.steps, outcome.steps);
            QCOMPARE(back.epochs, outcome.epochs);
            QCOMPARE(back.seconds, outcome.seconds);
            QCOMPARE(back.bestValidationLoss, outcome.bestValidationLoss);
            QCOMPARE(back.bestStep, outcome.bestStep);
            QCOMPARE(back.timeSplit.training, 0.7);
            QCOMPARE(back.timeSplit.other, 0.04);
        }
    }

    void bestLossThatWasNeverMeasuredIsNull()
    {
        const Json json = outcomeToJson(RunOutcome{});
        QVERIFY(json.at("best_validation_loss").is_null());
        QVERIFY(std::isnan(outcomeFromJson(json, "outcome.json").bestValidationLoss));
    }

    void outcomeIsReadStrictly()
    {
        Json json = outcomeToJson(RunOutcome{});
        json["state"] = "exploded";
        QVERIFY_EXCEPTION_THROWN(outcomeFromJson(json, "outcome.json"), InputError);
        json = outcomeToJson(RunOutcome{});
        json["colour"] = "red";
        QVERIFY_EXCEPTION_THROWN(outcomeFromJson(json, "outcome.json"), InputError);
        QVERIFY_EXCEPTION_THROWN(outcomeFromJson(Json::array(), "outcome.json"), InputError);
    }

    void evaluationHasTheDocumentedKeys()
    {
        RunEvaluation evaluation;
        evaluation.experiment = "spirals";
        evaluation.model = "anie";
        evaluation.parameters = 100;
        evaluation.split = "test";
        evaluation.test = {0.1, 0.2, 0.3, 0.4};
        evaluation.floors["persistence"] = {1, 2, 3, 4};
        evaluation.solverIterations = 5.5;
        evaluation.solverResidual = 1e-5;
        evaluation.convergedShare = 1.0;
        evaluation.coupling = 0.5;
        const Json json = evaluationToJson(evaluation);
        QCOMPARE(json.at("experiment").get<std::string>(), std::string("spirals"));
        QCOMPARE(json.at("model").get<std::string>(), std::string("anie"));
        QCOMPARE(json.at("parameters").get<int>(), 100);
        QCOMPARE(json.at("test").at("mse").get<double>(), 0.1);
        QCOMPARE(json.at("test").at("relative_l2").get<double>(), 0.2);
        QCOMPARE(json.at("test").at("r2").get<double>(), 0.3);
        QCOMPARE(json.at("test").at("r2_determination").get<double>(), 0.4);
        QCOMPARE(json.at("floors").at("persistence").at("mse").get<double>(), 1.0);
        QCOMPARE(json.at("solver").at("iterations").get<double>(), 5.5);
        QCOMPARE(json.at("solver").at("residual").get<double>(), 1e-5);
        QCOMPARE(json.at("solver").at("converged_share").get<double>(), 1.0);
        QCOMPARE(json.at("coupling").get<double>(), 0.5);
    }
};

NIE_TEST(RunJsonTest);

}  // namespace nie::run_json_test

#include "run_json_test.moc"
