-- A template that is not used any more stays, and can be taken up again.

ALTER TABLE letter_template
    ADD COLUMN retired_at DATETIME COMMENT 'NULL: letters can begin from it';
