#pragma once

#include "app/equation_formulas.h"
#include "app/equation_session.h"

#include <QWidget>

#include <filesystem>
#include <map>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace nie {

class AxisRows;
class FormulaField;

/// An equation of one's own: the keys of an equation file as a form.
class EquationEditor : public QWidget {
    Q_OBJECT
public:
    explicit EquationEditor(QWidget* parent = nullptr);

    EquationFormulas formulas() const;
    void setFormulas(const EquationFormulas& formulas);
    /// Throws what equationFromJson() throws; then nothing changes.
    void openFile(const std::filesystem::path& file);
    void saveFile(const std::filesystem::path& file);
    /// Where the formulas stand as they are; empty when they were edited since.
    const std::filesystem::path& file() const { return m_file; }

    /// Beside the field it is about, with its position; false where it is about none.
    bool showProblem(const EquationProblem& problem);
    void clearProblems();

Q_SIGNALS:
    void edited();

private:
    QComboBox* addChoice(QFormLayout& rows, const QString& title, const char* name,
                         const std::vector<std::pair<QString, QString>>& choices);
    FormulaField* addField(QFormLayout& rows, const char* key, const QString& title,
                           const QString& placeholder, const QString& tip);
    void addFields(QFormLayout& rows);
    void adapt();
    void noteEdit();

    QFormLayout* m_rows;
    QLineEdit* m_name;
    QComboBox* m_order;
    AxisRows* m_axes;
    QSpinBox* m_components;
    QComboBox* m_form;
    QComboBox* m_diagonal;
    QLabel* m_hint;
    std::map<QString, FormulaField*> m_fields;
    QString m_description;
    std::filesystem::path m_file;
    bool m_filling = false;
};

}  // namespace nie
