#include "app/equation_formulas.h"
#include "core/base/error.h"
#include "core/numerics/equation_file.h"
#include "tests/support/test_registry.h"

#include <QTest>

namespace nie::equation_formulas_test {

namespace {

const Json kSystem = Json::parse(R"json({
    "name": "pair", "kind": "volterra", "variable": "t", "range": [0, 2],
    "f": ["1", "t"], "K": [["0", "a*cos(t)"], ["1", "s"]], "F": ["y1", "y2^2"],
    "exact": ["1", "0"], "parameters": {"a": 0.5}})json");

const Json kSpaceTime = Json::parse(R"json({
    "name": "wave", "description": "for people",
    "axes": [{"variable": "x", "range": [0, "pi"], "kind": "fredholm"},
             {"variable": "t", "range": [0, 1], "kind": "volterra"}],
    "f": "x", "G": "s_x*y"})json");

/// Where the error lies that reading the formulas ends with; no place without an error.
FormulaPlace placeOfError(const EquationFormulas& formulas)
{
    try {
        equationFromJson(formulas.toJson(), "formulas");
    } catch (const InputError& error) {
        return placeOf(QString::fromStdString(error.detail().where), formulas);
    }
    return {};
}

}  // namespace

class EquationFormulasTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatAFileSaysIsWhatIsWrittenAgain()
    {
        for (const Json& json : {kSystem, kSpaceTime}) {
            const Json again = EquationFormulas::fromJson(json).toJson();
            // Without the order in which the keys stand.
            QVERIFY2(nlohmann::json::parse(again.dump()) == nlohmann::json::parse(json.dump()),
                     again.dump(2).c_str());
            equationFromJson(again, "again");
        }
    }

    void theExampleIsAnEquation()
    {
        equationFromJson(EquationFormulas::example().toJson(), "example");
    }

    void aMissingComponentIsNamed()
    {
        EquationFormulas formulas = EquationFormulas::fromJson(kSystem);
        formulas.f = "1";
        const FormulaPlace place = placeOfError(formulas);
        QCOMPARE(place.key, QString("f"));
        QCOMPARE(place.line, 1);
    }

    void anErrorIsFoundInItsEntryOfTheKernel()
    {
        EquationFormulas formulas = EquationFormulas::fromJson(kSystem);
        formulas.K = "0; a*cos(t)\n1;  s+*t";
        const FormulaPlace place = placeOfError(formulas);
        QCOMPARE(place.key, QString("K"));
        QCOMPARE(place.line, 1);
        QCOMPARE(formulas.K.split('\n')[1].mid(place.column, 1), QString("*"));
    }

    void placesOfOtherKindsAreToldApart()
    {
        const EquationFormulas formulas = EquationFormulas::example();
        QCOMPARE(placeOf("formulas: range", formulas).key, QString("axes"));
        QCOMPARE(placeOf("formulas: axes[1].range, character 2", formulas).key, QString("axes"));
        QCOMPARE(placeOf("formulas: f, character 3", formulas).column, 2);
        QVERIFY(placeOf("nodes", formulas).key.isEmpty());
        QVERIFY(placeOf("own: t = 0.5", formulas).key.isEmpty());
    }

    void aParameterThatIsNoNumberIsRefusedAtItsPlace()
    {
        EquationFormulas formulas = EquationFormulas::example();
        formulas.parameters = "a = 2, b = two";
        try {
            formulas.toJson();
            QFAIL("no error");
        } catch (const InputError& error) {
            QCOMPARE(error.detail().where, std::string("formulas: parameters, character 7"));
        }
        formulas.parameters = "a = 2, b = .5";
        QCOMPARE(formulas.toJson().at("parameters").at("b").get<double>(), 0.5);
    }
};

NIE_TEST(EquationFormulasTest);

}  // namespace nie::equation_formulas_test

#include "equation_formulas_test.moc"
