#include "core/base/error.h"
#include "core/config/options.h"
#include "core/config/run_config.h"
#include "tests/support/test_registry.h"

#include <QTest>

#include <algorithm>

namespace nie::options_test {

namespace {

struct SolverOptions {
    double tolerance = 1e-4;
    std::int64_t iterations = 60;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("tolerance", tolerance,
          {.description = "Relative residual",
           .unit = "1",
           .minimum = 0.0,
           .minimumExcluded = true});
        v("iterations", iterations,
          {.description = "At the most", .minimum = 1.0, .maximum = 1000.0});
    }
};

struct ModelOptions {
    std::string attention = "softmax";
    bool bias = true;
    double dropout = 0.0;
    SolverOptions solver;

    template <class Visitor>
    void visit(Visitor& v)
    {
        v("attention", attention, {.description = "Kind", .choices = {"softmax", "galerkin"}});
        v("bias", bias, {.description = "With bias", .changeable = Changeable::WhilePaused});
        v("dropout", dropout, {.description = "Share dropped", .minimum = 0.0, .maximum = 1.0});
        v.section("solver", solver);
    }
};

ModelOptions readText(const char* text)
{
    return readOptions<ModelOptions>(parseJson(text, "e.json"), "e.json", "model", {"name"});
}

}  // namespace

class OptionsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void missingKeysKeepTheirDefaultsAndGivenOnesAreTaken()
    {
        const ModelOptions options =
            readText(R"({"name": "anie", "bias": false, "solver": {"tolerance": 1}})");
        QCOMPARE(options.attention, std::string("softmax"));
        QCOMPARE(options.bias, false);
        QCOMPARE(options.solver.tolerance, 1.0);
        QCOMPARE(options.solver.iterations, 60);
    }

    void whatIsWrittenIsReadBackAndComplete()
    {
        ModelOptions options;
        options.attention = "galerkin";
        options.dropout = 0.1;
        options.solver.tolerance = 1.0 / 3.0;
        options.solver.iterations = 7;
        const Json json = writeOptions(options);
        QCOMPARE(json.size(), std::size_t(4));
        const auto back = readOptions<ModelOptions>(parseJson(json.dump(), "text"), "text", "");
        QCOMPARE(writeOptions(back).dump(), json.dump());
        QCOMPARE(back.solver.tolerance, 1.0 / 3.0);
    }

    void descriptionsNameEveryOptionWithItsDefault()
    {
        const auto options = describeOptions<ModelOptions>();
        QCOMPARE(options.size(), std::size_t(5));
        QCOMPARE(options[0].path, std::string("attention"));
        QCOMPARE(options[0].allowedText(), std::string("one of: softmax, galerkin"));
        QVERIFY(options[1].info.changeable == Changeable::WhilePaused);
        QCOMPARE(options[2].allowedText(), std::string("a number >= 0 and <= 1"));
        QCOMPARE(options[3].path, std::string("solver.tolerance"));
        QCOMPARE(options[3].allowedText(), std::string("a number > 0"));
        QCOMPARE(options[3].defaultValue.get<double>(), 1e-4);
        QCOMPARE(options[4].allowedText(), std::string("a whole number >= 1 and <= 1000"));
        QVERIFY(options[4].type == OptionDescription::Type::Integer);
    }

    void fullWrittenOptionsHaveExactlyTheDescribedPaths()
    {
        const Json json = writeOptions(ModelOptions());
        for (const OptionDescription& option : describeOptions<ModelOptions>()) {
            std::string pointer = "/" + option.path;
            std::replace(pointer.begin(), pointer.end(), '.', '/');
            QVERIFY2(json.at(Json::json_pointer(pointer)) == option.defaultValue,
                     option.path.c_str());
        }
    }

    void badSectionIsRefusedByFilePathAndReason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char* name, const char* text, const char* message) {
            QTest::newRow(name) << QString(text) << QString(message);
        };
        row("unknown key", R"({"atention": "softmax"})",
            "e.json: model.atention: unknown key, did you mean 'attention'?");
        row("unknown key far from all", R"({"xyz": 1})", "e.json: model.xyz: unknown key (found");
        row("unknown key of a section", R"({"solver": {"tolerence": 1}})",
            "e.json: model.solver.tolerence: unknown key, did you mean 'tolerance'?");
        row("known keys are listed", R"({"xyz": 1})",
            "allowed: name, attention, bias, dropout, solver");
        row("text for a number", R"({"dropout": "0.1"})",
            "e.json: model.dropout: wrong type (found \"0.1\"; allowed: a number >= 0 and <= 1)");
        row("number for a text", R"({"attention": 3})",
            "model.attention: wrong type (found 3; allowed: one of");
        row("number for a boolean", R"({"bias": 1})",
            "model.bias: wrong type (found 1; allowed: true or false)");
        row("fraction for a whole number", R"({"solver": {"iterations": 2.5}})",
            "model.solver.iterations: wrong type (found 2.5; allowed: a whole number");
        row("whole number too large", R"({"solver": {"iterations": 9223372036854775808}})",
            "model.solver.iterations: wrong type");
        row("null", R"({"dropout": null})", "model.dropout: wrong type (found null");
        row("list for a section", R"({"solver": [1]})", "model.solver: wrong type (found [1]");
        row("below the minimum", R"({"dropout": -0.1})", "model.dropout: out of range (found -0.1");
        row("above the maximum", R"({"dropout": 1.5})", "model.dropout: out of range (found 1.5");
        row("at an excluded minimum", R"({"solver": {"tolerance": 0}})",
            "model.solver.tolerance: out of range (found 0");
        row("unknown choice", R"({"attention": "Softmax"})",
            "model.attention: unknown value (found \"Softmax\"; allowed: one of: softmax, "
            "galerkin)");
    }
    void badSectionIsRefusedByFilePathAndReason()
    {
        QFETCH(QString, text);
        QFETCH(QString, message);
        try {
            readText(text.toUtf8().constData());
            QFAIL("no error");
        } catch (const InputError& error) {
            QVERIFY2(QString(error.what()).contains(message), error.what());
            QCOMPARE(error.exitCode(), 2);
        }
    }
};

NIE_TEST(OptionsTest);

}  // namespace nie::options_test

#include "options_test.moc"
