self.imported = 1;
