#pragma once

#include "core/config/json.h"

#include <QString>

#include <utility>
#include <vector>

namespace nie {

/// An equation as it is typed: one text a key of an equation file. Components stand in lines, the
/// entries of a row of K are separated by semicolons.
struct EquationFormulas {
    struct Axis {
        QString variable;
        QString from;
        QString to;
        bool volterra = false;
    };

    QString name;
    bool firstKind = false;
    bool general = false;  ///< G in place of K and F
    QString diagonal = QStringLiteral("smooth");
    int components = 1;
    std::vector<Axis> axes{1};
    QString lower, upper;  ///< own limits; empty: none
    QString f, K, F, G, exact;
    QString parameters;   ///< "a = 2, b = 0.5"
    QString description;  ///< for people; carried along

    /// The object of an equation file. Throws InputError for parameters that are no numbers.
    Json toJson() const;
    /// What a file holds; `json` has been read by equationFromJson() without an error.
    static EquationFormulas fromJson(const Json& json);
    /// To begin with.
    static EquationFormulas example();
};

/// The texts of an equation by their key in its file.
inline constexpr std::pair<const char*, QString EquationFormulas::*> kFormulaTexts[] = {
    {"lower", &EquationFormulas::lower}, {"upper", &EquationFormulas::upper},
    {"f", &EquationFormulas::f},         {"K", &EquationFormulas::K},
    {"F", &EquationFormulas::F},         {"G", &EquationFormulas::G},
    {"exact", &EquationFormulas::exact}};

/// Where in the typed text a problem lies that equationFromJson() reports: "formulas: K[0][1],
/// character 7".
struct FormulaPlace {
    QString key;  ///< "K", "axes", ...; empty: not about a formula
    int line = 0;
    int column = -1;  ///< of the line; -1: as a whole
};
FormulaPlace placeOf(const QString& where, const EquationFormulas& formulas);

}  // namespace nie
